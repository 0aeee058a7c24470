import { z } from 'zod';
import type { ReasonGroup } from '../../planning/reason-group';
import { clusterField } from '../input-fields';

/** What `expireRestored` takes; `restore` starts it. */
export const expireRestoredInput = {
  workflow: 'expireRestored',
  schema: z.strictObject({
    cluster: clusterField,
    indices: z
      .array(z.strictObject({ name: z.string().min(1), uuid: z.string().min(1) }))
      .min(1, 'must name at least one index')
      .describe('The restored indices, by name and UUID'),
  }),
  example: { cluster: 'kubesphere', indices: [{ name: 'ks-logstash-log-2019.11.12', uuid: 'JzTWWmkLS1iRi5c8bGz2Ig' }] },
};

export type ExpireRestoredInput = z.input<typeof expireRestoredInput.schema>;

/** What became of restored indices. */
export interface ExpireRestoredResult {
  cluster: string;
  deleted: { count: number; first: string[] };
  /** Those that stay, by reason. */
  kept: ReasonGroup[];
  /** One sentence for people. */
  summary: string;
}

/** The workflow ID of the expiry of one restore: a restore that is reset does not start a second one. */
export function expiryId(cluster: string, runId: string): string {
  return `expireRestored-${cluster}-${runId}`;
}
