import type { z } from 'zod';
import { NotImportable } from './imported';

/** A policy with the name that the server knows it by. */
export interface NamedPolicy<Policy> {
  id: string;
  policy: Policy;
}

interface Kind {
  /** For messages. */
  kind: string;
  /** The key below which an answer of the server has the policy itself. */
  body: string;
  /** A key by which the body of a single policy can be told. */
  isBody: string;
}

/**
 * The policies in an answer of the server (by their names, or in a list), or the single one whose body the value is.
 * @throws NotImportable with the path of every problem.
 */
export function policiesIn<Policy>(value: unknown, schema: z.ZodType<Policy>, kind: Kind): NamedPolicy<Policy>[] {
  const entries = entriesOf(value, kind);
  const problems: { path: PropertyKey[]; message: string }[] = [];
  const policies = entries.flatMap(({ id, path, body }) => {
    const result = schema.safeParse(body);
    if (result.success) return [{ id, policy: result.data }];
    problems.push(
      ...result.error.issues.map((issue) => ({ path: [...path, ...issue.path], message: messageOf(issue) })),
    );
    return [];
  });
  if (entries.length === 0)
    problems.push({ path: [], message: `must be an ${kind.kind}, or what the server answers about them` });
  if (problems.length > 0) throw new NotImportable(problems);
  return policies;
}

function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type' ? `is needed and must be a ${issue.expected}` : issue.message;
}

interface Entry {
  id: string;
  path: PropertyKey[];
  body: unknown;
}

function entriesOf(value: unknown, { body, isBody }: Kind): Entry[] {
  if (!isMapping(value)) return [];
  if (isBody in value) return [{ id: typeof value.name === 'string' ? value.name : 'logs', path: [], body: value }];
  // The answer about a single one of OpenSearch.
  if (isMapping(value[body]))
    return entriesOf({ policies: [value] }, { kind: '', body, isBody }).map((entry) => ({ ...entry, path: [body] }));
  const listed = Array.isArray(value.policies)
    ? value.policies.map((item: unknown, place) => ({ path: ['policies', place], item, key: '' }))
    : Object.entries(value).map(([key, item]) => ({ path: [key], item, key }));
  return listed.flatMap(({ path, item, key }) => {
    if (!isMapping(item) || !isMapping(item[body])) return [];
    const named = item[body].name;
    return [
      {
        id: key !== '' && key !== body ? key : typeof named === 'string' ? named : 'logs',
        path: [...path, body],
        body: item[body],
      },
    ];
  });
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
