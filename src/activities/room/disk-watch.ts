import { getDiskRules } from '../../elasticsearch/allocation-rules';
import { listDataNodes } from '../../elasticsearch/data-nodes';
import { IndexMissing } from '../../elasticsearch/errors';
import { listHolders } from '../../elasticsearch/shard-copies';
import { nearFlood, stoppedForRoom } from '../../planning/disk-fit/flood-watch';
import { insteadOf } from '../../planning/instead-of';
import type { Cluster } from '../cluster';
import { Refused } from '../failure';

/** Elasticsearch itself looks every 30 s. */
const interval = 10_000;

/** Keeps an eye on the disks of the nodes that a restore writes to, whatever else writes there. */
export class DiskWatch {
  private next = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly indices: readonly string[],
  ) {}

  /**
   * Looks, at most every 10 s.
   * @throws Refused when one of them comes near the flood stage, before Elasticsearch blocks every index there.
   */
  async look(now = Date.now()): Promise<void> {
    if (now < this.next) return;
    this.next = now + interval;
    const { elasticsearch } = this.cluster;
    const [nodes, rules, holders] = await Promise.all([
      listDataNodes(elasticsearch),
      getDiskRules(elasticsearch),
      // One that has disappeared is for whoever follows the restore to tell.
      insteadOf(IndexMissing, listHolders(elasticsearch, this.indices), new Set<string>()),
    ]);
    const full = nearFlood(
      nodes.filter(({ name }) => holders.has(name)),
      rules,
    );
    const [first] = full;
    if (first === undefined) return;
    throw new Refused(
      `${stoppedForRoom} ${first.node} reached the flood stage`,
      full.map(({ sentence }) => `${sentence}: make room there and restore again`),
    );
  }
}
