import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';

/** Something that uses a repository just now, of whomever. */
export interface Operation {
  kind: 'snapshot' | 'restore' | 'snapshot deletion' | 'repository cleanup';
  repository: string;
  /** Absent for a cleanup. */
  snapshot?: string;
}

const entrySchema = z.object({ repository: z.string(), snapshot: z.string(), state: z.string() });
const customsSchema = z.object({
  snapshots: z.object({ snapshots: z.array(entrySchema).default([]) }).default({ snapshots: [] }),
  restore: z.object({ snapshots: z.array(entrySchema).default([]) }).default({ snapshots: [] }),
  snapshot_deletions: z
    .object({
      snapshot_deletions: z
        .array(
          z.object({
            repository: z.string(),
            // 6.x deletes one at a time.
            snapshot: z.string().optional(),
            snapshots: z.array(z.string()).default([]),
          }),
        )
        .default([]),
    })
    .default({ snapshot_deletions: [] }),
  repository_cleanup: z
    .object({ repository_cleanup: z.array(z.object({ repository: z.string() })).default([]) })
    .default({ repository_cleanup: [] }),
});

const entryFields = ['repository', 'snapshot', 'state'];
const filterPath = [
  ...entryFields.flatMap((field) => [`snapshots.snapshots.${field}`, `restore.snapshots.${field}`]),
  'snapshot_deletions.snapshot_deletions.repository',
  'snapshot_deletions.snapshot_deletions.snapshot*',
  'repository_cleanup',
].join(',');

/**
 * The snapshots, restores and deletions under way in the whole cluster, whoever started them. From the cluster state:
 * it knows a restore also while none of its shards has found a node, and answers from memory. What is only just being
 * started is not in it yet (`countStartsInFlight`).
 */
export async function operationsUnderWay(elasticsearch: Elasticsearch): Promise<Operation[]> {
  const request = { method: 'GET', path: '/_cluster/state/customs', query: { filter_path: filterPath } } as const;
  const customs = await elasticsearch.send(request, customsSchema);
  return [
    ...running('snapshot', customs.snapshots.snapshots),
    ...running('restore', customs.restore.snapshots),
    ...customs.snapshot_deletions.snapshot_deletions.flatMap(({ repository, snapshot, snapshots }) =>
      [...snapshots, ...(snapshot === undefined ? [] : [snapshot])].map((name) => ({
        kind: 'snapshot deletion' as const,
        repository,
        snapshot: name,
      })),
    ),
    ...customs.repository_cleanup.repository_cleanup.map(({ repository }) => ({
      kind: 'repository cleanup' as const,
      repository,
    })),
  ];
}

/** A snapshot in state SUCCESS still has its last file to write; a restore in that state has nothing left to do. */
function running(kind: 'snapshot' | 'restore', entries: z.output<typeof entrySchema>[]): Operation[] {
  return entries
    .filter(({ state }) => kind === 'snapshot' || !['SUCCESS', 'FAILURE'].includes(state))
    .map(({ repository, snapshot }) => ({ kind, repository, snapshot }));
}
