import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { contentChecksum } from '../../sandbox/seed/content-checksum';
import { countDocuments, listIndices } from '../../src/elasticsearch/indices';
import { listRepositories, registerRepository } from '../../src/elasticsearch/repositories';
import type { RestoreInput, RestoreResult } from '../../src/workflows/restore/types';
import { failureOf } from '../world/failure';
import type { LogCluster } from '../world/log-cluster';
import { backUpDay, openSharedVolume } from '../world/shared-volume';
import type { SharedVolume } from '../world/shared-volume';
import { startTemporalWorld } from '../world/temporal';

const index = (day: number) => `ks-logstash-log-2019.11.${day}`;
const lines = 60;

let volume: SharedVolume;
beforeAll(() => (volume = openSharedVolume()));
afterAll(() => volume.close());

/** Restores from one cluster into the other, and looks that nothing but the restored index is left. */
async function across(from: LogCluster, into: LogCluster, input: Omit<RestoreInput, 'cluster'>) {
  const temporal = await startTemporalWorld([from, into]);
  const before = await listRepositories(into.elasticsearch);
  const wish = { cluster: from.name, ...input, into: { ...input.into, cluster: into.name } };
  try {
    return await temporal.run<RestoreResult>('restore', wish);
  } finally {
    expect(await listRepositories(into.elasticsearch)).toEqual(before);
    await temporal.stop();
  }
}

test('the path of a repository from 6.7 to 9.2: each step restores into the next version and is refused beyond it', async () => {
  const versions = ['6.7.0', '7.17.29', '8.19.21', '9.2.4'] as const;
  const refusedBeyond = [
    /was taken by Elasticsearch 6\.7\.0, and Elasticsearch 8\.19\.21 reads indices of Elasticsearch 7 and 8 only: restore them into Elasticsearch 7, reindex them there/,
    /was taken by Elasticsearch 7\.17\.\d+, and Elasticsearch 9\.2\.4 reads indices of Elasticsearch 8 and 9 only: restore them into Elasticsearch 8, reindex them there/,
  ];
  for (const [step, version] of versions.entries()) {
    const next = versions[step + 1];
    const beyond = versions[step + 2];
    if (next === undefined) break;
    const from = await volume.start(version);
    try {
      await backUpDay(from, index(10 + step), lines, 'nightly');
      const content = await contentChecksum(from.server, index(10 + step));
      const into = await volume.start(next);
      try {
        const result = await across(from, into, { indices: [index(10 + step)] });
        expect(result).toMatchObject({ into: into.name, restored: [{ snapshot: 'nightly' }], documents: lines });
        expect(await contentChecksum(into.server, index(10 + step))).toEqual(content);
      } finally {
        await into.stop();
      }
      if (beyond === undefined) continue;
      const tooFar = await volume.start(beyond);
      try {
        const failure = await failureOf(across(from, tooFar, { indices: [index(10 + step)] }));
        expect(failure).toMatchObject({
          type: 'Refused',
          message: expect.stringMatching(refusedBeyond[step] as RegExp) as string,
        });
        expect(await listIndices(tooFar.elasticsearch, '*')).toEqual([]);
      } finally {
        await tooFar.stop();
      }
    } finally {
      await from.stop();
    }
  }
}, 600_000);

test('an index that is older than its snapshot is refused in the words of the server, and nothing is left', async () => {
  const old = await volume.start('6.7.0');
  const between = await volume.start('7.17.29');
  try {
    await backUpDay(old, index(14), lines, 'old-index');
    await across(old, between, { indices: [index(14)] });
    await old.stop();
    await backUpDay(between, index(15), lines, 'of-both');
    const into = await volume.start('8.19.21');
    try {
      const failure = await failureOf(across(between, into, { indices: [index(14)] }));
      expect(failure.message).toMatch(/ks-logstash-log-2019\.11\.14.* created with version \[6\.7\.0\]|compatib/);
      expect(await listIndices(into.elasticsearch, '*')).toEqual([]);
      await expect(across(between, into, { indices: [index(15)] })).resolves.toMatchObject({ documents: lines });
    } finally {
      await into.stop();
    }
  } finally {
    await between.stop();
  }
}, 600_000);

test('from OpenSearch 2 into 3, but neither way between the two makers', async () => {
  const [opensearch, elasticsearch] = ['opensearch-2.19.6', '8.19.21'] as const;
  const from = await volume.start(opensearch);
  const other = await volume.start(elasticsearch);
  try {
    await backUpDay(from, index(16), lines, 'of-opensearch');
    await backUpDay(other, index(17), lines, 'of-elasticsearch');
    expect((await failureOf(across(from, other, { indices: [index(16)] }))).message).toContain(
      'Elasticsearch does not read snapshots of OpenSearch: restore into an OpenSearch cluster',
    );
    expect((await failureOf(across(other, from, { indices: [index(17)] }))).message).toContain(
      'OpenSearch reads snapshots of Elasticsearch up to 7.10 only: restore into an Elasticsearch cluster',
    );
    await other.stop();
    const into = await volume.start('opensearch-3.6.0');
    await expect(across(from, into, { indices: [index(16)] })).resolves.toMatchObject({ documents: lines });
    await into.stop();
  } finally {
    await from.stop();
  }
}, 600_000);

test('a cluster that does not have the volume is told, and one that reads the place already does so under its own name', async () => {
  const from = await volume.start('7.17.29');
  const elsewhere = await volume.start('8.19.21', { pathRepo: [join(tmpdir(), 'no-such-volume')] });
  try {
    await backUpDay(from, index(18), lines, 'shared');
    const failure = await failureOf(across(from, elsewhere, { indices: [index(18)] }));
    expect(failure.message).toMatch(
      /cannot read the repository of on-7-17-29, because .* is not within path\.repo of .*: mount that volume there/,
    );
    await elsewhere.stop();

    const beside = await volume.start('8.19.21');
    // What it has registered of that place already is used, whatever its name.
    const location = volume.folderOf(from.name);
    await registerRepository(beside.elasticsearch, 'theirs', { type: 'fs', settings: { location, readonly: 'true' } });
    const result = await across(from, beside, { indices: [index(18)], into: { prefix: 'of-seven-' } });
    expect(result.renamed).toEqual({ [index(18)]: `of-seven-${index(18)}` });
    expect(await countDocuments(beside.elasticsearch, [`of-seven-${index(18)}`])).toBe(lines);
    expect(Object.keys(await listRepositories(beside.elasticsearch))).toEqual(['theirs']);
    await beside.elasticsearch.send({ method: 'DELETE', path: `/of-seven-${index(18)}` }, z.unknown());
    await beside.stop();
  } finally {
    await from.stop();
  }
}, 600_000);
