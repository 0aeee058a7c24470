import { z } from 'zod';
import type { Manifest } from '../planning/manifest';

const anyManifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** One object of a kind, as it is: only that it is one is checked, as the API server guards the rest. */
export function manifestSchema<T extends Manifest>(kind: string): z.ZodType<T> {
  return anyManifest.refine((object) => object.kind === kind, `must be a ${kind}`) as unknown as z.ZodType<T>;
}

const listSchema = z.object({
  items: z
    .array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) }))
    // An empty list of an old server.
    .nullish(),
});

/** The objects of a list; in a list the server leaves out what kind each is. */
export function manifestListSchema<T extends Manifest>(apiVersion: string, kind: string): z.ZodType<T[]> {
  return listSchema.transform(({ items }) =>
    (items ?? []).map((item) => ({ apiVersion, kind, ...item }) as unknown as T),
  );
}
