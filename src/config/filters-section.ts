import { z } from 'zod';
import { indexFilter } from '../planning/selection/index-filters';
import { snapshotFilter } from '../planning/selection/snapshot-filters';

const none = 'must list at least one filter; leave the key out to select by age alone';

/** `indices.filters` of a cluster: which live indices a cleanup may take. */
export const indexFiltersSchema = z
  .array(indexFilter)
  .min(1, none)
  .describe("Curator's filters for an advanced selection of what cleanup deletes; see docs/import.md");

/** `snapshots.filters` of a cluster: which snapshots retention may take. */
export const snapshotFiltersSchema = z
  .array(snapshotFilter)
  .min(1, none)
  .describe("Curator's filters for an advanced selection of what retention deletes; see docs/import.md");
