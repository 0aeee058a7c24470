import { getAllocationRules } from '../../elasticsearch/allocation-rules';
import { listDataNodes } from '../../elasticsearch/data-nodes';
import { listArriving, listShardCopies } from '../../elasticsearch/shard-copies';
import { dayGrowth } from '../../planning/disk-fit/day-growth';
import type { Claim, Room, ShardCopy } from '../../planning/disk-fit/room';
import { TimeZone } from '../../planning/time-zone';
import type { Cluster } from '../cluster';

/** What a cluster has room for just now. */
export async function measureRoom(cluster: Cluster, now: Date): Promise<Room> {
  const { elasticsearch } = cluster;
  const [nodes, rules, copies, arriving, { sizesRestores }] = await Promise.all([
    listDataNodes(elasticsearch),
    getAllocationRules(elasticsearch),
    listShardCopies(elasticsearch),
    listArriving(elasticsearch),
    elasticsearch.capabilities(),
  ]);
  return { nodes, rules, copies, arriving, growth: growthOf(cluster, copies, now), sizesRestores };
}

function growthOf({ indexPattern, timeZone }: Cluster, copies: readonly ShardCopy[], now: Date): Claim[] {
  const zone = TimeZone.parse(timeZone);
  const day = zone.dayAt(now);
  const start = zone.startOf(day).getTime();
  const yesterday = zone.dayAt(new Date(start - 1));
  const of = (index: string) => copies.filter((copy) => copy.index === index);
  return dayGrowth({
    today: of(indexPattern.indexOf(day)),
    yesterday: of(indexPattern.indexOf(yesterday)),
    dayPassed: (now.getTime() - start) / (zone.endOf(day).getTime() - start),
  });
}
