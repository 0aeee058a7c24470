import { z } from 'zod';
import { didYouMean } from './suggestion';

/** What was asked for cannot be done as written. Lists every problem at once, and a correct example. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';

  constructor(
    subject: string,
    readonly problems: readonly string[],
    readonly example: unknown,
  ) {
    super(`${subject}: ${problems.join('; ')}. A correct example: ${JSON.stringify(example)}`);
  }
}

/**
 * Checks an input that a person typed and returns it with its defaults filled in.
 * @throws InvalidInput with all problems, each with its place.
 */
export function parseInput<T extends z.ZodObject>(
  subject: string,
  schema: T,
  raw: unknown,
  example: unknown,
): z.output<T> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const known = Object.keys(schema.shape);
  throw new InvalidInput(
    `The input of ${subject} is not valid`,
    result.error.issues.flatMap((issue) => describe(issue, raw, known)),
    example,
  );
}

function describe(issue: z.core.$ZodIssue, raw: unknown, known: readonly string[]): string[] {
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
    return issue.keys.map((key) => `unknown key "${key}"${didYouMean(key, known) || ` (known: ${known.join(', ')})`}`);
  }
  if (issue.path.length === 0) {
    return [issue.code === 'invalid_type' ? `expected one JSON object, got ${kindOf(raw)}` : issue.message];
  }
  return [`${z.core.toDotPath(issue.path)}: ${issue.message}`];
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
