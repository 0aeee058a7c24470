import type { IndexFacts, SnapshotFacts } from './facts';
import type { IndexFilter } from './index-filters';
import type { SnapshotFilter } from './snapshot-filters';
import { fitting, oneByOne, unfit } from './verdict';

type Of<Type> = Extract<IndexFilter, { filtertype: Type }>;
type StateFilter = Extract<SnapshotFilter, { filtertype: 'state' }>;

export const judgeClosed = oneByOne(
  () =>
    ({ open }: IndexFacts) =>
      fitting(!open, open ? 'is open' : 'is closed'),
);

export const judgeOpened = oneByOne(
  () =>
    ({ open }: IndexFacts) =>
      fitting(open, open ? 'is open' : 'is closed'),
);

export const judgeEmpty = oneByOne(() => ({ open, documents }: IndexFacts) => {
  if (!open) return unfit('is closed, so that nobody can tell whether it is empty');
  if (documents === undefined) return unfit('has an unknown number of documents');
  return fitting(documents === 0, documents === 0 ? 'is empty' : 'is not empty');
});

export const judgeLifecycle = oneByOne(() => ({ lifecyclePolicy }: IndexFacts) => {
  const fits = lifecyclePolicy !== undefined;
  return fitting(fits, fits ? `is managed by the lifecycle policy ${lifecyclePolicy}` : 'has no lifecycle policy');
});

export const judgeAllocated = oneByOne(({ key, value, allocation_type }: Of<'allocated'>) => {
  const rule = `allocation.${allocation_type}.${key}=${value}`;
  return ({ allocation }: IndexFacts) => {
    const fits = allocation?.[allocation_type]?.[key] === value;
    return fitting(fits, `${fits ? 'has' : 'does not have'} the rule ${rule}`);
  };
});

export const judgeForcemerged = oneByOne(({ max_num_segments }: Of<'forcemerged'>) => {
  return ({ open, segments, primaryShards, replicas }: IndexFacts) => {
    if (!open) return unfit('is closed, so that its segments cannot be counted');
    if (segments === undefined) return unfit('has an unknown number of segments');
    const most = primaryShards * (1 + replicas) * max_num_segments;
    const fits = segments <= most;
    return fitting(fits, `has ${segments} segments, ${fits ? 'not ' : ''}more than ${most}`);
  };
});

export const judgeShards = oneByOne(({ number_of_shards: limit, shard_filter_behavior }: Of<'shards'>) => {
  return ({ primaryShards }: IndexFacts) => {
    const fits = comparisons[shard_filter_behavior](primaryShards, limit);
    const words = shard_filter_behavior.replaceAll('_', ' ').replace(/^equal$/, 'equal to');
    return fitting(fits, `has ${primaryShards} shards, ${fits ? '' : 'not '}${words} ${limit}`);
  };
});

const comparisons: Record<Of<'shards'>['shard_filter_behavior'], (shards: number, limit: number) => boolean> = {
  greater_than: (shards, limit) => shards > limit,
  less_than: (shards, limit) => shards < limit,
  greater_than_or_equal: (shards, limit) => shards >= limit,
  less_than_or_equal: (shards, limit) => shards <= limit,
  equal: (shards, limit) => shards === limit,
};

export const judgeState = oneByOne(({ state: wanted }: StateFilter) => {
  return ({ state }: SnapshotFacts) =>
    fitting(state === wanted, `is ${state}${state === wanted ? '' : `, not ${wanted}`}`);
});
