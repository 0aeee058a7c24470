import type { z } from 'zod';
import { didYouMean } from '../planning/suggestion';
import { fileSchema } from './schema';
import type { YamlSource } from './yaml-source';

const kinds: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  string: 'a text',
};

/** What the schema's rules are called in logkeep.yaml, where a rule has no sentence of its own. */
export const wording: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') return `must be ${kinds[issue.expected] ?? `a ${issue.expected}`}`;
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  return undefined;
};

/** The problems that one issue of the schema stands for, each with its place. */
export function problemsOf(issue: z.core.$ZodIssue, source: YamlSource): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path);
    return issue.keys.map(
      (key) =>
        `${source.place([...issue.path, key])}: unknown key${didYouMean(key, known) || ` (known: ${known.join(', ')})`}`,
    );
  }
  if (issue.path.length === 0) return [`it ${issue.message}`];
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [`${source.place(issue.path)}: ${message}`];
}

/** The keys that the schema knows at a place. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = fileSchema;
  for (const step of path) schema = child(schema, step);
  return Object.keys(shapeOf(schema) ?? {});
}

function child(schema: unknown, step: PropertyKey): unknown {
  const { valueType, element } = (unwrap(schema) ?? {}) as { valueType?: unknown; element?: unknown };
  return shapeOf(schema)?.[String(step)] ?? valueType ?? element;
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  const { shape, options = [] } = (unwrap(schema) ?? {}) as { shape?: Record<string, unknown>; options?: unknown[] };
  // Of a choice between a text and a mapping, the mapping has the keys.
  return shape ?? options.map(shapeOf).find((each) => each !== undefined);
}

function unwrap(schema: unknown): unknown {
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  return inner === undefined ? schema : unwrap(inner);
}
