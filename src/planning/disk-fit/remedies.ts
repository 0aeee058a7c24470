import { ByteSize } from '../byte-size';
import { count, firstNames } from '../listing';
import { judgeFit } from './fit';
import { heedsLow } from './floors';
import type { Room } from './room';
import type { WantedIndex } from './wanted-shards';

/** What would make room, a clause each; each was tried on the same cluster and does. */
export function remediesFor(room: Room, indices: readonly WantedIndex[]): string[] {
  const bare = indices.map((index) => ({ ...index, replicas: 0 }));
  const found = [freedRoom(room, bare), fewerIndices(room, bare), higherWatermark(room, bare)];
  const remedies = found.filter((remedy) => remedy !== null);
  return remedies.length > 0 ? remedies : ['enlarge the data volumes or add a data node'];
}

function fits(room: Room, indices: readonly WantedIndex[]): boolean {
  return judgeFit(room, indices).verdict === 'fits';
}

/** Rounded up to something that a person can reach by deleting. */
const step = 1024 ** 2;

/** The node on which the least has to be deleted. */
function freedRoom(room: Room, indices: readonly WantedIndex[]): string | null {
  const options = room.nodes.flatMap(({ name }) => {
    const bytes = leastToFree(room, name, indices);
    return bytes === null ? [] : [{ name, bytes }];
  });
  const [best] = options.sort((a, b) => a.bytes - b.bytes);
  return best === undefined ? null : `free ${ByteSize.ofBytes(best.bytes).toString()} on node ${best.name}`;
}

function leastToFree(room: Room, node: string, indices: readonly WantedIndex[]): number | null {
  const isEnough = (steps: number) => fits(withFreed(room, node, steps * step), indices);
  let enough = Math.ceil(usedOn(room, node) / step);
  if (!isEnough(enough)) return null;
  for (let tooLittle = 0; enough - tooLittle > 1;) {
    const middle = Math.floor((tooLittle + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooLittle = middle;
  }
  return enough * step;
}

/** On its emptiest volume: that is where new shards go. */
function withFreed(room: Room, name: string, bytes: number): Room {
  const volumes = room.nodes.find((node) => node.name === name)?.volumes ?? [];
  const [emptiest] = [...volumes].sort((a, b) => b.freeBytes - a.freeBytes);
  const nodes = room.nodes.map((node) => ({
    ...node,
    volumes: node.volumes.map((volume) =>
      volume.id === emptiest?.id
        ? { ...volume, freeBytes: Math.min(volume.totalBytes, volume.freeBytes + bytes) }
        : volume,
    ),
  }));
  return { ...room, nodes };
}

function usedOn({ nodes }: Room, name: string): number {
  const { volumes = [] } = nodes.find((node) => node.name === name) ?? {};
  return Math.max(0, ...volumes.map(({ totalBytes, freeBytes }) => totalBytes - freeBytes));
}

/** Without the biggest ones, as few as possible. */
function fewerIndices(room: Room, indices: readonly WantedIndex[]): string | null {
  const bySize = [...indices].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  for (let left = 1; left < bySize.length; left += 1) {
    const rest = bySize.slice(left);
    if (!fits(room, rest)) continue;
    const out = bySize.slice(0, left).map(({ name }) => name);
    return `leave out ${firstNames(out, 10)}: the other ${count(rest.length, 'index fits', 'indices fit')}`;
  }
  return null;
}

function higherWatermark(room: Room, indices: readonly WantedIndex[]): string | null {
  const { disk } = room.rules;
  if (!heedsLow(disk, room.nodes.length)) return null;
  const raised = { ...room, rules: { ...room.rules, disk: { ...disk, low: disk.high } } };
  if (!fits(raised, indices)) return null;
  const setting = 'cluster.routing.allocation.disk.watermark.low';
  return `set ${setting} to ${disk.high.text}, as the high watermark is (now ${disk.low.text})`;
}
