/** A part of a text, from its first character up to but without the one at `end`. */
export interface Span {
  start: number;
  end: number;
}

/** The text without a part of it. */
export function cut(text: string, { start, end }: Span): string {
  return text.slice(0, start) + text.slice(end);
}

/** The text with something put in before the character at `offset`. */
export function insert(text: string, offset: number, addition: string): string {
  return text.slice(0, offset) + addition + text.slice(offset);
}

/** The whole lines that a part touches, with the line break at their end. */
export function linesOf(text: string, { start, end }: Span): Span {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  // A part that ends with a line break does not touch the line after it.
  const last = text.indexOf('\n', Math.max(start, end - 1));
  return { start: first, end: last === -1 ? text.length : last + 1 };
}

/** The text without some whole lines; a last line without a line break leaves the line before it without one, too. */
export function cutLines(text: string, span: Span): string {
  const lines = linesOf(text, span);
  const isUnfinished = lines.end === text.length && !text.endsWith('\n');
  const before = text.slice(0, lines.start);
  return (isUnfinished ? before.replace(/\r?\n$/, '') : before) + text.slice(lines.end);
}

/** The text with a line put in after the one that holds `offset`; whether the text ends with a line break stays. */
export function insertLineAfter(text: string, offset: number, line: string): string {
  const { end } = linesOf(text, { start: offset, end: offset });
  return insertLineAt(text, end, line);
}

/** The text with a line put in where a line begins, or at its end. */
export function insertLineAt(text: string, offset: number, line: string): string {
  const isUnfinished = offset === text.length && offset > 0 && !text.endsWith('\n');
  return insert(text, offset, isUnfinished || text === '' ? afterBreak(text, line) : line + lineBreak(text));
}

function afterBreak(text: string, line: string): string {
  return text === '' ? line : lineBreak(text) + line;
}

/** As the text's own first line ends. */
function lineBreak(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
