import { ByteSize } from '../byte-size';
import { count } from '../listing';
import type { Fit } from './fit';
import type { Objection } from './placement';

/** The verdict for people, a sentence that says by how much and what would help. */
export function describeFit(fit: Fit, remedies: readonly string[]): string {
  const { verdict, nodes, missing } = fit;
  const needed = size(nodes.reduce((sum, node) => sum + node.needed, 0));
  if (verdict === 'fits') return `fits: ${needed} on ${count(nodes.filter((node) => node.needed > 0).length, 'node')}`;
  const lacking = [
    ...fit.overfull.map(({ nodes: some, bytes }) => `${some.join(' and ')} would lack ${size(bytes)}`),
    ...(fit.homeless.shards > 0 ? [describeHomeless(fit.homeless)] : []),
  ].join('; ');
  if (verdict === 'fits without replicas')
    return `fits without replicas only: they would need ${size(missing)} more than there is above the watermarks (${lacking})`;
  return `does not fit: ${size(missing)} more would be needed than there is above the watermarks and what today's index is going to take (${lacking}); to make it fit: ${remedies.join(', or ')}`;
}

const reasons: Record<Objection, string> = {
  filter: 'is excluded by the allocation settings',
  'same shard': 'holds a copy already',
  awareness: 'is on the wrong side of the awareness attributes',
  'shard limit': 'is at cluster.routing.allocation.total_shards_per_node',
  disk: 'has no room for it',
};

function describeHomeless({ shards, objections }: Fit['homeless']): string {
  const why = objections.slice(0, 5).map(([node, objection]) => `${node} ${reasons[objection]}`);
  const more = objections.length > 5 ? [`so it is with ${objections.length - 5} more`] : [];
  const nodes = why.length === 0 ? 'there is no data node' : [...why, ...more].join(', ');
  return `${count(shards, 'shard has', 'shards have')} no node: ${nodes}`;
}

function size(bytes: number): string {
  return ByteSize.ofBytes(bytes).toString();
}
