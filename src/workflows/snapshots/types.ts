import { z } from 'zod';
import { clusterField } from '../input-fields';

/** What `snapshots` takes. */
export const snapshotsInput = {
  workflow: 'snapshots',
  schema: z.strictObject({
    cluster: clusterField,
    most: z.int('must be a whole number').min(1).max(1000).default(100).describe('How many to list, the newest first'),
  }),
  example: { cluster: 'kubesphere' },
};

export type { ListedSnapshot, ListedSnapshots as SnapshotsResult } from '../../activities/list-snapshots';
