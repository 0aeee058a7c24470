import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, ErrorCode, ParseOptions, DocumentOptions, SchemaOptions } from 'yaml';
import { ConfigError } from './problem';

/** Own words where the parser's would quote the file (a mistyped password must not reach a log) or address programmers. */
const sentences: Partial<Record<ErrorCode, string>> = {
  BAD_COLLECTION_TYPE: 'a tag (!) does not fit its value: put quotes around a text that starts with !',
  BAD_DQ_ESCAPE: 'a backslash in double quotes starts a code that YAML does not know: use single quotes',
  DUPLICATE_KEY: 'this key is already there: keep one of the two',
  MULTIPLE_DOCS: 'a second document starts here: keep everything in one',
  NON_STRING_KEY: 'a key must be a text',
  TAG_RESOLVE_FAILED: 'a tag (!) is not known: put quotes around a text that starts with !',
  UNEXPECTED_TOKEN: 'this cannot stand here: put quotes around a text with special characters',
};

/** A YAML file as a value, and where in the text each part of it stands. */
export class YamlSource {
  private constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /**
   * @param dialect how the YAML is to be read where it is not that of logkeep.yaml.
   * @throws ConfigError with every fault of the YAML, by line and column; never with a value from the file.
   */
  static parse(text: string, file: string, dialect: ParseOptions & DocumentOptions & SchemaOptions = {}): YamlSource {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
      ...dialect,
    });
    const faults = document.errors.map(
      ({ pos, code, message }) => `${at(lines, pos[0])}: ${sentences[code] ?? message}`,
    );
    const problems = faults.length > 0 ? faults : danglingAliases(document, lines);
    if (problems.length > 0) throw new ConfigError(file, problems);
    return new YamlSource(document, lines);
  }

  get value(): unknown {
    return this.document.toJS() as unknown;
  }

  /** `clusters.kubesphere.timezone (line 3, column 5)`; of the nearest parent when the file does not have it. */
  place(path: readonly PropertyKey[]): string {
    const offset = offsetOf(path, this.document);
    const name = path.map(String).join('.');
    return offset === undefined ? name : `${name} (${at(this.lines, offset)})`;
  }
}

/** A password that starts with `*` is a reference to YAML, and one to nothing. */
function danglingAliases(document: Document, lines: LineCounter): string[] {
  const problems: string[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const message =
        'refers (*) to an anchor that the file does not have: put quotes around a text that starts with *';
      problems.push(`${at(lines, alias.range?.[0] ?? 0)}: ${message}`);
    },
  });
  return problems;
}

function offsetOf(path: readonly PropertyKey[], document: Document): number | undefined {
  if (path.length === 0) return undefined;
  const parent = document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0];
  }
  if (isSeq(parent)) {
    const item = parent.items[Number(path.at(-1))];
    if (isNode(item)) return item.range?.[0];
  }
  return offsetOf(path.slice(0, -1), document);
}

function at(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}
