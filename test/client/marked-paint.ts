import type { Paint } from '../../src/client/paint';

/** Shows a style as a mark, `<green>text</>`, where a terminal would show a colour. */
export const markedPaint: Paint = (style, text) => `<${style}>${text}</>`;

export const noPaint: Paint = (_, text) => text;
