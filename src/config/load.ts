import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { LineCounter, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { didYouMean } from '../planning/suggestion';
import { ConfigError } from './problem';
import { fileSchema } from './schema';
import { resolveCluster } from './settings';
import type { ClusterSettings } from './settings';

/** logkeep.yaml with presets and defaults filled in. */
export interface Config {
  file: string;
  clusters: ClusterSettings[];
  worker: z.output<typeof fileSchema>['worker'];
}

/**
 * Reads and checks a whole logkeep.yaml. Secrets are not read yet: the command needs none.
 * @throws ConfigError with every problem, each with line and column.
 */
export function loadConfig(file: string): Config {
  return parseConfig(readText(file), file);
}

/** As `loadConfig`, for text that is already at hand; `file` is for messages. */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => `${at(lines, pos[0])}: ${message}`);
    throw new ConfigError(file, problems);
  }
  const result = fileSchema.safeParse(document.toJS());
  if (!result.success) {
    throw new ConfigError(
      file,
      result.error.issues.flatMap((issue) => describe(issue, document, lines)),
    );
  }
  const problems: string[] = [];
  const clusters = Object.entries(result.data.clusters).flatMap(([name, cluster]) => {
    const resolved = resolveCluster(name, cluster);
    if (Array.isArray(resolved))
      problems.push(...resolved.map((problem) => `${place(['clusters', name], document, lines)}: ${problem}`));
    return Array.isArray(resolved) ? [] : [resolved];
  });
  if (Object.keys(result.data.clusters).length === 0) problems.push('clusters: must list at least one cluster');
  if (problems.length > 0) throw new ConfigError(file, problems);
  return { file, clusters, worker: result.data.worker };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      code === 'ENOENT'
        ? 'does not exist: create it, or name another with --config or LOGKEEP_CONFIG'
        : `cannot be read (${code ?? 'unknown error'})`;
    throw new ConfigError(file, [`it ${what}`]);
  }
}

function describe(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return `${place(path, document, lines)}: unknown key${didYouMean(key, knownKeys(issue.path))}`;
    });
  }
  const [path, message] =
    issue.code === 'invalid_key'
      ? [issue.path, issue.issues[0]?.message ?? issue.message]
      : [issue.path, issue.message];
  return [`${place(path, document, lines)}: ${message}`];
}

/** `clusters.kubesphere.timezone (line 3, column 5)`. */
function place(path: readonly PropertyKey[], document: Document, lines: LineCounter): string {
  const name = path.map(String).join('.') || 'the file';
  const offset = offsetOf(path, document);
  return offset === undefined ? name : `${name} (${at(lines, offset)})`;
}

function offsetOf(path: readonly PropertyKey[], document: Document): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0];
  }
  return path.length > 1 ? offsetOf(path.slice(0, -1), document) : undefined;
}

function at(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}

/** The keys that the schema knows at a place, for "did you mean". */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = fileSchema;
  for (const step of path) schema = child(schema, step);
  return Object.keys(shapeOf(schema) ?? {});
}

function child(schema: unknown, step: PropertyKey): unknown {
  const inner = unwrap(schema);
  return shapeOf(inner)?.[String(step)] ?? (inner as { valueType?: unknown } | undefined)?.valueType;
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  return (unwrap(schema) as { shape?: Record<string, unknown> } | undefined)?.shape;
}

function unwrap(schema: unknown): unknown {
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  return inner === undefined ? schema : unwrap(inner);
}
