import { styleText } from 'node:util';

/** Puts a text into a style. */
export type Paint = (style: 'bold' | 'green' | 'yellow' | 'red' | 'cyan', text: string) => string;

/** For standard output: colours on a terminal and with FORCE_COLOR, none into a pipe or with NO_COLOR. */
export const paintStdout: Paint = (style, text) => styleText(style, text);
