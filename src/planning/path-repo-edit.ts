import { isScalar, isSeq } from 'yaml';
import type { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { PathRepoSetting } from './path-repo-setting';
import { cut, cutLines, insert, insertLineAfter } from './text-edit';
import type { Span } from './text-edit';

/** The text with a folder more in the value, in the way the value is written. */
export function withFolder(text: string, { value, parent }: PathRepoSetting, folder: string): string {
  if (isSeq(value)) return withItem(text, value, folder);
  const mustBeList = parent.flow === true && value.type === 'PLAIN';
  return mustBeList ? asList(text, nodeSpan(value), folder) : insert(text, innerSpan(value).end, `,${folder}`);
}

/**
 * Between braces, a comma would end the value. The list that it becomes is written without a blank after the comma,
 * which tells it from one that was there before.
 */
function asList(text: string, { start, end }: Span, folder: string): string {
  return `${text.slice(0, start)}[${text.slice(start, end)},${folder}]${text.slice(end)}`;
}

/** The text without the folder at this place of the value, and without the setting when nothing is left. */
export function withoutFolder(text: string, setting: PathRepoSetting, at: number): string {
  const { value } = setting;
  if (isSeq(value)) return value.flow === true ? withoutFlowItem(text, value, at) : withoutBlockItem(text, setting, at);
  const entries = entriesOf(text, innerSpan(value));
  return entries.length === 1 ? withoutSetting(text, setting) : withoutEntry(text, entries, at);
}

function withoutFlowItem(text: string, list: YAMLSeq, at: number): string {
  const { start, end } = nodeSpan(list);
  const formerText = at === 1 ? /^\[([^\s,]+),[^\s,]+\]$/.exec(text.slice(start, end))?.[1] : undefined;
  if (formerText !== undefined) return insert(cut(text, { start, end }), start, formerText);
  return withoutEntry(text, list.items.map(nodeSpan), at);
}

function withoutBlockItem(text: string, setting: PathRepoSetting, at: number): string {
  const items = (setting.value as YAMLSeq).items.map(nodeSpan);
  const item = items[at];
  return item === undefined || items.length === 1 ? withoutSetting(text, setting) : cutLines(text, item);
}

function withItem(text: string, list: YAMLSeq, folder: string): string {
  const last = list.items.at(-1) as Scalar | undefined;
  const item = quotedLike(last, folder);
  const [start, end] = list.range ?? [0, 0];
  if (last === undefined) return insert(text, start + 1, item);
  const lastEnd = last.range?.[1] ?? end;
  if (list.flow === true) return insert(text, lastEnd, `, ${item}`);
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  return insertLineAfter(text, lastEnd - 1, `${indent}- ${item}`);
}

function quotedLike(other: Scalar | undefined, folder: string): string {
  if (other?.type === 'PLAIN') return folder;
  return other?.type === 'QUOTE_SINGLE' ? `'${folder}'` : `"${folder}"`;
}

function withoutSetting(text: string, { parent, whole, span }: PathRepoSetting): string {
  const isInFlow = parent.flow === true && parent.items.length > 1;
  if (!isInFlow) return cutLines(text, whole);
  const pairs = parent.items.map((pair) => ({ start: nodeSpan(pair.key).start, end: endOfPair(pair) }));
  return withoutEntry(
    text,
    pairs,
    pairs.findIndex(({ start }) => start === span.start),
  );
}

function endOfPair({ key, value }: YAMLMap['items'][number]): number {
  return value === null ? nodeSpan(key).end : nodeSpan(value).end;
}

/** One of several parts with commas between them goes, and one comma with it. */
function withoutEntry(text: string, entries: readonly Span[], at: number): string {
  const [before, entry, after] = [entries[at - 1], entries[at], entries[at + 1]];
  if (entry === undefined) return text;
  if (before !== undefined) return cut(text, { start: before.end, end: entry.end });
  const comma = /^\s*,/.exec(text.slice(entry.end))?.[0] ?? '';
  return cut(text, { start: entry.start, end: after?.start ?? entry.end + comma.length });
}

/** The parts of a text with commas, without the blanks before them. */
function entriesOf(text: string, { start, end }: Span): Span[] {
  let next = start;
  return text
    .slice(start, end)
    .split(',')
    .map((entry) => {
      const from = next + entry.length - entry.trimStart().length;
      next += entry.length + 1;
      return { start: from, end: next - 1 };
    });
}

/** Where the text of a value stands, without its quotes. */
function innerSpan(value: Scalar): Span {
  const { start, end } = nodeSpan(value);
  const quote = value.type === 'PLAIN' ? 0 : 1;
  return { start: start + quote, end: end - quote };
}

function nodeSpan(node: unknown): Span {
  const [start, end] = (isScalar(node) || isSeq(node) ? node.range : null) ?? [0, 0];
  return { start, end };
}
