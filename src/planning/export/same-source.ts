import type { ExportSource, ExportState, ShardExtent } from './manifest';

/**
 * Why an export cannot go on with the files that are there; null when it can. What was written since then has higher
 * sequence numbers and is in nobody's way; a document that was changed or deleted has left its place.
 */
export function otherSource(
  { source: before, shards }: Pick<ExportState, 'source' | 'shards'>,
  now: ExportSource,
  counted: readonly Pick<ShardExtent, 'shard' | 'documents'>[],
): string | null {
  const has = `it holds a part of ${before.index} of ${before.cluster}`;
  if (before.index !== now.index) return has;
  if (before.snapshot !== now.snapshot) return `${has} ${originOf(before)}, and this is ${now.index} ${originOf(now)}`;
  if (before.snapshot === undefined && before.uuid !== now.uuid)
    return `${has} that was deleted and created again since then`;
  const changed = shards.some(
    ({ shard, documents }) => counted.find((count) => count.shard === shard)?.documents !== documents,
  );
  return changed ? `${has} whose documents were changed or deleted since then` : null;
}

function originOf({ snapshot }: ExportSource): string {
  return snapshot === undefined ? 'as it is live' : `from ${snapshot}`;
}
