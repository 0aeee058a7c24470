import type { Judge } from './judge';
import { fatal } from './judge';

/** A closed index can be restored over only with the same number of shards. */
export const judgeClosedTarget: Judge = ({ closed }, { steps }) =>
  steps
    .flatMap(({ indices }) => indices)
    .flatMap(({ as, shards }) => {
      const target = closed.find(({ name }) => name === as);
      if (target === undefined || shards === undefined || target.shards === shards) return [];
      return fatal(
        'closedTarget',
        `the closed index ${as} has ${target.shards} primary shards and the one in the backup ${shards}, so Elasticsearch refuses to restore over it: delete it, or restore under another name`,
      );
    });
