import type { Judge } from './judge';
import { fatal } from './judge';

/** A cluster that lacks data of its own. */
export const judgeHealth: Judge = ({ health }) =>
  health === 'red'
    ? fatal(
        'redCluster',
        'the cluster is red, so primary shards of other indices are missing: see to them first (GET _cluster/allocation/explain), as their nodes may come back and need the room',
      )
    : [];
