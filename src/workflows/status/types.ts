import { z } from 'zod';
import { clusterField } from '../input-fields';

/** What `status` takes. */
export const statusInput = {
  workflow: 'status',
  schema: z.strictObject({ cluster: clusterField }),
  example: { cluster: 'kubesphere' },
};

export type { InspectedCluster as StatusResult } from '../../activities/inspect-cluster';
