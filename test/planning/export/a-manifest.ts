import type { Manifest, Part } from '../../../src/planning/export/manifest';

/** A part of two documents. */
export const aPart: Part = {
  ...{ shard: 0, from: 0, to: 1, file: 'part-0-000000000000000.ndjson.gz' },
  ...{ documents: 2, bytes: 100, compressedBytes: 50 },
  ...{ sha256: 'a'.repeat(64), content: 'b'.repeat(64) },
};

/** A manifest with nothing wrong in it. */
export const aManifest: Manifest = {
  ...{ format: 'logkeep-export', version: 1 },
  source: {
    ...{ cluster: 'kubesphere', distribution: 'elasticsearch', version: '6.7.0' },
    ...{ index: 'ks-logstash-log-2019.11.12', uuid: '5eTK1tscRKKiO-7H6yA7Xg' },
  },
  ...{ startedAt: '2026-11-30T08:00:00.000Z', finishedAt: '2026-11-30T08:01:00.000Z' },
  ...{ shards: [{ shard: 0, last: 1, documents: 2 }], parts: [aPart], remarks: [] },
  ...{ type: 'flb_type', settings: {}, mappings: { flb_type: {} }, aliases: {} },
  ...{ documents: 2, bytes: 100, compressedBytes: 50, content: 'b'.repeat(64) },
};
