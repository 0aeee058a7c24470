import { z } from 'zod';
import type { InspectedCluster } from '../../activities/inspect-cluster';
import type { FreeSpace } from '../../planning/free-space';
import { clusterField } from '../input-fields';

/** What `status` takes. */
export const statusInput = {
  workflow: 'status',
  schema: z.strictObject({ cluster: clusterField }),
  example: { cluster: 'kubesphere' },
};

/** What `status` saw. */
export interface StatusResult extends InspectedCluster {
  /** What the backup volume has, in bytes, or why nobody knows. */
  freeSpace: FreeSpace;
}
