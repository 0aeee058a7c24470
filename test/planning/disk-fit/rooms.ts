import fc from 'fast-check';
import type { AllocationRules, DataNode, DiskRules, Room, Volume } from '../../../src/planning/disk-fit/room';
import type { WantedIndex } from '../../../src/planning/disk-fit/wanted-shards';
import { Watermark } from '../../../src/planning/disk-fit/watermark';

export const MB = 1024 ** 2;
export const GB = 1024 ** 3;

export function diskRules(different: Partial<DiskRules> = {}): DiskRules {
  const [low, high, flood] = ['85%', '90%', '95%'].map((text) => Watermark.parse(text)) as [
    Watermark,
    Watermark,
    Watermark,
  ];
  return { enabled: true, forLoneNode: false, low, high, flood, ...different };
}

/** Watermarks from their texts. */
export function watermarks(low: string, high: string, flood: string): DiskRules {
  return diskRules({ low: Watermark.parse(low), high: Watermark.parse(high), flood: Watermark.parse(flood) });
}

export function rulesOf(different: Partial<AllocationRules> = {}): AllocationRules {
  return {
    disk: diskRules(),
    enable: 'all',
    filters: [],
    awareness: [],
    shardsPerNode: null,
    sameHostForbidden: false,
    maxShardsPerNode: 1000,
    ...different,
  };
}

/** A node of a machine of its own with one volume of 100 GB. */
export function nodeOf(name: string, freeBytes: number, different: Partial<DataNode> = {}): DataNode {
  return {
    id: `id-of-${name}`,
    name,
    host: `${name}.example`,
    ip: `10.0.0.${name.replace(/\D/g, '') || '9'}`,
    attributes: {},
    volumes: [volumeOf(name, freeBytes)],
    ...different,
  };
}

export function volumeOf(id: string, freeBytes: number, totalBytes = 100 * GB): Volume {
  return { id, freeBytes: Math.floor(freeBytes), totalBytes };
}

export function roomOf(nodes: readonly DataNode[], different: Partial<Room> = {}): Room {
  return { nodes, rules: rulesOf(), copies: [], arriving: [], growth: [], sizesRestores: true, ...different };
}

/** An index of `gb` GB as people speak: what the margin adds is taken off, so that 1 GB needs 1 GB. */
export function wanted(name: string, gb: number, different: Partial<WantedIndex> = {}): WantedIndex {
  return { name, bytes: Math.floor((gb * GB) / 1.1), shards: 1, replicas: 0, ...different };
}

const bytes = fc.integer({ min: 0, max: 100 }).map((gb) => gb * GB);

/** Two to four nodes with a volume each, on a server of either kind. */
export const rooms: fc.Arbitrary<Room> = fc
  .record({
    free: fc.array(bytes, { minLength: 2, maxLength: 4 }),
    growth: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 4, maxLength: 4 }),
    sizesRestores: fc.boolean(),
    existing: fc.array(fc.nat(3), { maxLength: 6 }),
  })
  .map(({ free, growth, sizesRestores, existing }) => {
    const nodes = free.map((freeBytes, position) => nodeOf(`node-${position + 1}`, freeBytes));
    const copies = existing
      .filter((position) => position < nodes.length)
      .map((position, index) => ({
        index: `live-${index}`,
        shard: 0,
        primary: true,
        node: `node-${position + 1}`,
        bytes: GB,
      }));
    const claims = nodes.map(({ name }, position) => ({ node: name, bytes: (growth[position] ?? 0) * GB }));
    return roomOf(nodes, { sizesRestores, growth: claims, copies });
  });

export const indices: fc.Arbitrary<WantedIndex[]> = fc
  .array(
    fc.record({ gb: fc.integer({ min: 1, max: 30 }), shards: fc.integer({ min: 1, max: 3 }), replicas: fc.nat(2) }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) => list.map(({ gb, shards, replicas }, day) => wanted(`day-${day}`, gb, { shards, replicas })));
