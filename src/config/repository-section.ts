import { resolve } from 'node:path';
import { z } from 'zod';
import { SpaceFloor } from '../planning/free-space';
import { RepositoryProblem, definitionOf } from '../planning/repository-definition';
import type { RepositorySettings } from '../planning/repository-definition';

const secretKeys = /(access|secret)[._-]?key|(session|sas)[._-]?token|passw(or)?d|credentials|^key$/i;
const keystore = 'is a secret: put it into the keystore of every Elasticsearch node, not into this file';

const settingValue = z.union([z.string(), z.number(), z.boolean()], {
  error: 'must be a text, a number, true or false',
});

/** `clusters.<name>.repository` as the file may say it. */
export const repositorySchema = z.strictObject({
  name: z
    .string()
    .min(1)
    // RepositoriesService.validate, 6.7
    .regex(/^[^\s,#*?"<>|\\/]*$/, 'must not contain spaces or any of , # * ? " < > | \\ /')
    // As part of an address, these mean something else than a repository.
    .refine((name) => !['.', '..', '_all'].includes(name), 'must not be . or .. or _all')
    .optional()
    .describe('The snapshot repository, as registered in Elasticsearch'),
  type: z
    .string()
    .regex(/^[a-z0-9_-]+$/, 'must be a type of repository: fs, s3, gcs, azure, url, hdfs or one of a plugin')
    .optional()
    .describe('fs (the default), s3, gcs, azure, url, hdfs or one of a plugin'),
  location: z
    .string()
    .min(1)
    .optional()
    .describe("The cluster's own folder in the backup volume, or start of its keys in a bucket; default its name"),
  mountPath: z
    .string()
    .regex(/^\/[^:]*[^:/]$/, 'must be an absolute path without a colon, such as /usr/share/elasticsearch/backup')
    .optional()
    .describe('Where the backup volume is mounted in the containers; default /usr/share/elasticsearch/backup'),
  readonly: z.boolean().optional().describe('For a cluster that only restores what another one writes; default false'),
  settings: z
    .record(z.string(), settingValue)
    .superRefine((settings, context) => {
      for (const [key, value] of Object.entries(settings)) {
        const isSecret = secretKeys.test(key) || /:\/\/[^/]*@/.test(String(value));
        if (isSecret) context.addIssue({ code: 'custom', path: [key], message: keystore });
      }
    })
    .optional()
    .describe('More settings of the type, as Elasticsearch names them, for example bucket'),
  minFree: z
    .string()
    .superRefine((text, context) => {
      try {
        SpaceFloor.parse(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      }
    })
    .optional()
    .describe('The least free space of the backup volume that a backup begins with: 5% (the default), or 5GiB'),
  freeSpacePath: z
    .string()
    .min(1)
    .optional()
    .describe(
      "A folder of the backup volume on the worker's machine, to read the free space from; without it, a pod is asked",
    ),
});

/** Fills in the defaults; returns what cannot be registered like that instead. */
export function resolveRepository(
  { type = 'fs', location, mountPath = '/usr/share/elasticsearch/backup', readonly = false, settings = {} }: Written,
  name: string,
): RepositorySettings | string[] {
  const texts = Object.entries(settings).map(([key, value]) => [key, String(value)]);
  const resolved: RepositorySettings = {
    name,
    type,
    ...(location === undefined ? {} : { location }),
    mountPath,
    readonly,
    settings: Object.fromEntries(texts) as Record<string, string>,
  };
  try {
    // The location's default, the name of a cluster, is always a fine one.
    definitionOf(resolved, 'cluster');
    return resolved;
  } catch (error) {
    if (error instanceof RepositoryProblem) return [...error.problems];
    throw error;
  }
}

/** How a cluster's backup volume is watched. */
export interface FreeSpaceSettings {
  /** As `SpaceFloor.parse` reads it. */
  floor: string;
  path?: string;
}

/** @param folder where logkeep.yaml lies. */
export function resolveFreeSpace({ minFree = '5%', freeSpacePath }: Written, folder: string): FreeSpaceSettings {
  return { floor: minFree, ...(freeSpacePath === undefined ? {} : { path: resolve(folder, freeSpacePath) }) };
}

type Written = z.output<typeof repositorySchema>;
