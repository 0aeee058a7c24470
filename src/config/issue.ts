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
    const known = knownKeys(issue.path, source.value);
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
function knownKeys(path: readonly PropertyKey[], file: unknown): string[] {
  let schema: unknown = fileSchema;
  let value = file;
  for (const step of path) {
    value = (value as Record<PropertyKey, unknown> | undefined)?.[step];
    schema = chosenBy(value, child(schema, step));
  }
  return Object.keys(shapeOf(schema) ?? {});
}

function child(schema: unknown, step: PropertyKey): unknown {
  const inner = unwrap(schema) as { valueType?: unknown; element?: unknown } | undefined;
  return shapeOf(schema)?.[String(step)] ?? inner?.valueType ?? inner?.element;
}

/** Where one key decides which others there are, such as a filtertype: the schema of that choice. */
function chosenBy(value: unknown, schema: unknown): unknown {
  const { options, discriminator } = ((unwrap(schema) as { def?: object } | undefined)?.def ?? {}) as {
    options?: unknown[];
    discriminator?: string;
  };
  if (options === undefined || discriminator === undefined) return schema;
  const wanted = (value as Record<string, unknown> | undefined)?.[discriminator];
  return options.find((option) => (shapeOf(option)?.[discriminator] as z.ZodLiteral | undefined)?.value === wanted);
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
