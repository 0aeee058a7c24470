import { firstNames } from '../listing';
import type { Judge } from './judge';
import { fatal } from './judge';

/** A cluster that lacks data of its own. Not while primaries only start, or wait for their turn in another restore. */
export const judgeHealth: Judge = ({ health, room }) => {
  const lost = room.copies.filter(({ primary, node, awaitsRestore }) => primary && node === null && !awaitsRestore);
  if (health !== 'red' || lost.length === 0) return [];
  const indices = [...new Set(lost.map(({ index }) => index))];
  return fatal(
    'redCluster',
    `the cluster is red, as primary shards of ${firstNames(indices)} have no node: see to them first (GET _cluster/allocation/explain), since their node may come back and need the room`,
  );
};
