import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, ErrorCode, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { ManifestProblem } from './manifest-problem';
import type { Span } from './text-edit';

/** The setting `path.repo` where it stands in an elasticsearch.yml. */
export interface PathRepoSetting {
  /** From its key to the end of its value. */
  span: Span;
  value: Scalar | YAMLSeq;
  /** The mapping that holds it. */
  parent: YAMLMap;
  /** What goes when the setting goes: itself, or `path:` when nothing else stands under it. */
  whole: Span;
}

/** An elasticsearch.yml as Elasticsearch reads it, and where its `path.repo` stands in the text. */
export interface SettingsFile {
  setting: PathRepoSetting | undefined;
  /** Where a line can be added: behind all settings. */
  end: number;
  /** All settings under their dotted names. */
  values: Record<string, unknown>;
}

/** Own words where the parser's address programmers. */
const sentences: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: 'the setting is there already',
  MULTIPLE_DOCS: 'a second document starts there',
};

/** @throws ManifestProblem when it is not YAML, not one mapping, or sets path.repo twice or to something odd. */
export function readSettings(text: string): SettingsFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    const why = sentences[error.code] ?? error.message;
    throw new ManifestProblem(`elasticsearch.yml is not valid YAML in line ${line} (${why}): mend it first`);
  }
  const settings = document.contents;
  const end = endOf(text, document);
  if (settings === null || (isScalar(settings) && settings.value === null))
    return { setting: undefined, end, values: {} };
  if (!isMap(settings))
    throw new ManifestProblem('elasticsearch.yml does not hold settings: each must be a key and its value');
  if (settings.flow === true)
    throw new ManifestProblem('elasticsearch.yml is written as one {…}: write each setting on a line of its own first');
  return { setting: find(settings), end, values: flattened(plain(document)) };
}

function plain(document: Document): object {
  try {
    return document.toJS() as object;
  } catch {
    throw new ManifestProblem('elasticsearch.yml refers (*) to an anchor that it does not have: mend it first');
  }
}

/** Settings under their dotted names; lists stay whole. */
function flattened(settings: object, prefix = ''): Record<string, unknown> {
  const entries = Object.entries(settings).map(([key, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(flattened(value as object, `${prefix}${key}.`))
      : [[`${prefix}${key}`, value]],
  );
  return Object.fromEntries(entries.flat());
}

/** Before `...`, where the document has such an end. */
function endOf(text: string, document: Document): number {
  if (document.directives?.docEnd !== true) return text.length;
  const contentEnd = isNode(document.contents) ? (document.contents.range?.[1] ?? 0) : 0;
  const marker = /^\.\.\.(?=\s|$)/m.exec(text.slice(contentEnd));
  return marker === null ? text.length : contentEnd + marker.index;
}

function find(settings: YAMLMap): PathRepoSetting | undefined {
  const dotted = pairOf(settings, 'path.repo');
  const path = pairOf(settings, 'path');
  const nested = isMap(path?.value) ? pairOf(path.value, 'repo') : undefined;
  if (dotted !== undefined && nested !== undefined)
    throw new ManifestProblem(
      'elasticsearch.yml sets path.repo twice, once as path.repo and once under path: keep one of the two',
    );
  if (dotted !== undefined) return { ...valueOf(dotted), parent: settings, whole: spanOf(dotted) };
  if (path === undefined || nested === undefined) return undefined;
  const parent = path.value as YAMLMap;
  return { ...valueOf(nested), parent, whole: spanOf(parent.items.length === 1 ? path : nested) };
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

function valueOf(pair: Pair): Pick<PathRepoSetting, 'span' | 'value'> {
  const { value } = pair;
  if (isSeq(value) && value.items.every((item) => isScalar(item))) return { span: spanOf(pair), value };
  if (isScalar(value) && value.type !== 'BLOCK_FOLDED' && value.type !== 'BLOCK_LITERAL')
    return { span: spanOf(pair), value };
  throw new ManifestProblem(
    'elasticsearch.yml sets path.repo to something other than a folder or a list of folders: write it as ["/folder"]',
  );
}

function spanOf({ key, value }: Pair): Span {
  const start = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const end = isNode(value) ? value.range?.[1] : undefined;
  return { start, end: end ?? start };
}
