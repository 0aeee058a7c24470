import { CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { addAliases, getAliases } from '../../../src/elasticsearch/index-aliases';
import { countDocuments, deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import { createSnapshot, getSnapshot, listSnapshotNames } from '../../../src/elasticsearch/snapshots';
import type { Progress } from '../../../src/workflows/progress';
import type { RestoreInput, RestoreResult } from '../../../src/workflows/restore/types';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { registerLogRepository, repository, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const index = (day: number) => `ks-logstash-log-2020.03.0${day}`;
const day = (number: number) => `2020-03-0${number}`;
const events = 'ks-events-2020.03.01';
/** Lines in the first snapshot and in the second, which has another copy of the second day. */
const lines = { [index(1)]: 11, [index(2)]: 12, [index(4)]: 14, [events]: 5 };
const more = 20;

/** What a restore can be asked for, on one real server. */
export function describeRestoreCalls(running: () => LogCluster, { canClone }: Capabilities): void {
  let temporal: TemporalWorld;
  let betweenThem = '';

  const snapshotTaken = async (name: string, indices: string[]) => {
    const { elasticsearch } = running();
    await createSnapshot(elasticsearch, { repository, name, indices, takenBy: 'a-workflow' });
    await eventually(async () => (await getSnapshot(elasticsearch, repository, name))?.state === 'SUCCESS');
  };
  const present = async () => {
    const found = await Promise.all(
      ['*ks-logstash-log-2020*', '*ks-events-*', 'audit-*'].map((names) => listIndices(running().elasticsearch, names)),
    );
    return [...new Set(found.flat().map(({ name }) => name))].sort();
  };
  const everything = async () =>
    (await listIndices(running().elasticsearch, '*')).map(({ name, uuid }) => `${name} ${uuid}`).sort();
  const clear = async () => deleteIndices(running().elasticsearch, await present());
  const restore = (input: Omit<RestoreInput, 'cluster'>) =>
    temporal.run<RestoreResult>('restore', { cluster: running().name, ...input });
  const refused = async (input: Omit<RestoreInput, 'cluster'>) => {
    const before = await everything();
    const failure = await failureOf(restore(input));
    expect(await everything()).toEqual(before);
    expect(failure.type).toBe('Refused');
    return failure.message;
  };

  beforeAll(async () => {
    const cluster = running();
    temporal = await startTemporalWorld([cluster]);
    await registerLogRepository(cluster);
    for (const [name, count] of Object.entries(lines)) await writeLogs(cluster, name, count);
    await snapshotTaken('spring-1', [index(1), index(2), events]);
    const { startedAt = 0 } = (await getSnapshot(cluster.elasticsearch, repository, 'spring-1')) ?? {};
    betweenThem = new Date(startedAt).toISOString();
    // The server's clock for this is coarse.
    await eventually(() => Promise.resolve(Date.now() > startedAt + 1_000));
    await writeLogs(cluster, index(2), more);
    await snapshotTaken('spring-2', [index(2), index(4)]);
    await clear();
  });
  afterEach(clear);
  afterAll(() => temporal.stop());

  test('brings days back from different snapshots in one run, and says why from which', async () => {
    const result = await restore({ days: [day(4), day(1), day(2), day(1)] });
    expect(result).toMatchObject({
      dryRun: false,
      days: [day(1), day(2), day(4)],
      restored: [
        { snapshot: 'spring-1', why: 'the newest that holds it whole', indices: [index(1)] },
        { snapshot: 'spring-2', why: 'the newest that holds them whole', indices: [index(2), index(4)] },
      ],
      renamed: {},
      skipped: [],
      replaced: [],
      documents: 11 + 12 + more + 14,
    });
    expect(result.restored[0]?.startedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('refuses a range with a day that no snapshot holds, names the nearest, and brings the others back when told to', async () => {
    const range = { from: day(1), to: day(4) };
    expect(await refused(range)).toMatch(
      /no snapshot contains ks-logstash-log-2020\.03\.03, so 2020-03-03 cannot be restored; the nearest days that are held are 2020-03-02 and 2020-03-04 .*missingDays/,
    );
    const { restored, warnings } = await restore({ ...range, force: ['missingDays'] });
    expect(restored.flatMap(({ indices }) => indices)).toEqual([index(1), index(2), index(4)]);
    expect(warnings).toEqual([expect.stringContaining('overruled (missingDays)')]);
    expect(await refused({ days: ['2020-03-09'], force: ['missingDays'] })).toContain('none of what was asked for');
  });

  test('finds indices by names and wildcards, together with days', async () => {
    const { restored, documents } = await restore({ days: [day(4)], indices: ['ks-*-2020.03.01'] });
    expect(restored).toMatchObject([
      { snapshot: 'spring-1', indices: [events, index(1)] },
      { snapshot: 'spring-2', indices: [index(4)] },
    ]);
    expect(documents).toBe(5 + 11 + 14);
    expect(await refused({ indices: ['ks-events-2020.03.10', 'nginx-*'] })).toMatch(
      /no snapshot holds an index "ks-events-2020\.03\.10", did you mean "ks-events-2020\.03\.01"\?; no snapshot holds an index that matches "nginx-\*"/,
    );
  });

  test('takes the snapshot that was named, the latest, or the newest that began by then', async () => {
    const plan = async (input: Omit<RestoreInput, 'cluster'>) => (await restore({ ...input, dryRun: true })).restored;
    const chosen = [{ indices: [index(2)] }];
    expect(await plan({ days: [day(2)] })).toMatchObject([{ ...chosen[0], snapshot: 'spring-2' }]);
    expect(await plan({ days: [day(2)], snapshot: 'spring-1' })).toMatchObject([
      { snapshot: 'spring-1', why: 'asked for by name' },
    ]);
    expect(await plan({ days: [day(2)], snapshot: 'latest' })).toMatchObject([
      { snapshot: 'spring-2', why: 'the latest that succeeded' },
    ]);
    expect(await plan({ days: [day(2)], asOf: betweenThem })).toMatchObject([{ snapshot: 'spring-1' }]);
    expect(await plan({ indices: [index(2)], snapshot: 'latest', asOf: betweenThem })).toMatchObject([
      { snapshot: 'spring-1' },
    ]);
    expect(await refused({ days: [day(4)], snapshot: 'spring-1' })).toContain(
      'snapshot spring-1 does not contain ks-logstash-log-2020.03.04, so 2020-03-04 cannot be restored; the last day that is held is 2020-03-02',
    );
    expect(await refused({ days: [day(4)], snapshot: 'spring-3' })).toMatch(
      /no snapshot "spring-3", did you mean "spring-[12]"\?/,
    );
    const { documents } = await restore({ days: [day(2)], snapshot: 'spring-1' });
    expect(documents).toBe(12);
  });

  test('gives indices the names that it has shown, whatever is in them', async () => {
    const { renamed, documents } = await restore({ days: [day(1), day(2)], into: { prefix: 'audit-', suffix: '-$1' } });
    expect(renamed).toEqual({ [index(1)]: `audit-${index(1)}-$1`, [index(2)]: `audit-${index(2)}-$1` });
    expect(documents).toBe(11 + 12 + more);
    // Java has no (?<name>…) with $<name>, and reads $12 as another group: what JavaScript makes of it is sent.
    const byPattern = await restore({
      days: [day(1), day(4)],
      into: { pattern: '^(?<kind>ks)-logstash-log-(.*)$', replacement: 'audit-$<kind>$2' },
    });
    expect(byPattern.renamed).toEqual({ [index(1)]: 'audit-ks2020.03.01', [index(4)]: 'audit-ks2020.03.04' });
    expect(byPattern.documents).toBe(11 + 14);
    expect(await present()).toEqual([...Object.values(renamed), ...Object.values(byPattern.renamed)].sort());
  });

  test('refuses names that collide, that do not match, or cannot be, before anything is started', async () => {
    const days = [day(1), day(2)];
    expect(await refused({ days, into: { pattern: '\\d$', replacement: 'x' } })).toMatch(
      /would all become ks-logstash-log-2020\.03\.0x/,
    );
    expect(await refused({ days, into: { pattern: '^nginx', replacement: 'x' } })).toContain(
      'does not change the names of',
    );
    expect(await refused({ days, into: { pattern: '^ks', replacement: 'KS' } })).toContain('it has capital letters');
    expect(await refused({ days, into: { pattern: '^(([a-z])+.)+[A-Z]([a-z])+$', replacement: 'x' } })).toMatch(
      /does not change the names|takes for ever/,
    );
  });

  describe('when the name is taken', () => {
    const lateLines = 3;
    beforeEach(() => writeLogs(running(), index(1), lateLines));

    test('fails by default', async () => {
      expect(await refused({ days: [day(1), day(2)] })).toContain(`an open index ${index(1)} exists`);
    });

    test('skips it when told to, and does nothing when all are taken', async () => {
      const result = await restore({ days: [day(1), day(2)], onConflict: 'skip' });
      expect(result).toMatchObject({ skipped: [index(1)], restored: [{ snapshot: 'spring-2', indices: [index(2)] }] });
      expect(result.summary).toContain(`left out ${index(1)}, whose names are taken`);
      const again = await restore({ days: [day(1), day(2)], onConflict: 'skip' });
      expect(again).toMatchObject({ skipped: [index(1), index(2)], restored: [], shards: 0 });
      expect(await countDocuments(running().elasticsearch, [index(1)])).toBe(lateLines);
    });

    test('says which index has to be confirmed', async () => {
      const wish = { days: [day(1)], onConflict: 'replace' as const };
      expect(await refused({ ...wish, confirm: [index(2)] })).toMatch(
        /"confirm" names .*03\.02, which this restore does not bring back; .*give "confirm": \["ks-logstash-log-2020\.03\.01"\]/,
      );
      await running().elasticsearch.send({ method: 'POST', path: `/${index(1)}/_close` }, z.unknown());
      expect(await refused({ ...wish, confirm: [index(1)] })).toContain('is closed, so it cannot be kept');
    });

    test('replaces it: the new one has its name and aliases, and nothing is left of the old one', async () => {
      const { elasticsearch } = running();
      const filter = { term: { line: 1 } };
      await addAliases(elasticsearch, index(1), { 'spring-audit': { filter } });
      await addAliases(elasticsearch, 'ks-logstash-log-2019.11.10', { 'spring-audit': {} });
      const result = await restore({ days: [day(1), day(2)], onConflict: 'replace', confirm: [index(1)] });
      expect(result).toMatchObject({ replaced: [index(1)], documents: 11 + 12 + more, warnings: [] });
      expect(await countDocuments(elasticsearch, [index(1)])).toBe(11);
      expect(await getAliases(elasticsearch, index(1))).toMatchObject({ 'spring-audit': { filter } });
      expect(await listIndices(elasticsearch, 'logkeep-kept-*')).toEqual([]);
      expect(
        [...(await listSnapshotNames(elasticsearch, repository))].filter((name) => name.startsWith('logkeep-kept')),
      ).toEqual([]);
      await writeLogs(running(), index(1), 1);
    });

    test('puts it back, with its lines and aliases, when the restore is cancelled half way', async () => {
      const { elasticsearch, server } = running();
      const big = index(5);
      await writeLogs(running(), big, 1500, 1000);
      await snapshotTaken('spring-5', [big]);
      await deleteIndices(elasticsearch, [big]);
      await writeLogs(running(), big, lateLines);
      await addAliases(elasticsearch, big, { 'spring-audit': { is_write_index: false } });
      const [before] = await listIndices(elasticsearch, big);
      const content = await contentChecksum(server, big);
      await registerLogRepository(running(), { restore: '100kb' });
      const run = await temporal.start<RestoreResult>('restore', {
        ...{ cluster: running().name, days: [day(5)], onConflict: 'replace', confirm: [big] },
      });
      await eventually(async () => {
        const [now] = await listIndices(elasticsearch, big);
        return now !== undefined && now.uuid !== before?.uuid;
      });
      await run.cancel();
      expect(await failureOf(run.result())).toBeInstanceOf(CancelledFailure);
      const { undone } = await run.query<Progress>('progress');
      expect(undone).toEqual([`removed ${big}`, `put ${big} back`]);
      expect(await contentChecksum(server, big)).toEqual(content);
      expect(Object.keys(await getAliases(elasticsearch, big))).toEqual(['spring-audit']);
      expect(await listIndices(elasticsearch, 'logkeep-kept-*')).toEqual([]);
      expect(
        [...(await listSnapshotNames(elasticsearch, repository))].filter((name) => name.startsWith('logkeep-kept')),
      ).toEqual([]);
      await writeLogs(running(), big, 1);
      await registerLogRepository(running());
      expect(canClone).toBe(running().server.version !== '6.7.0');
    });
  });

  test('a dry run says all of it and changes nothing', async () => {
    const before = await everything();
    await writeLogs(running(), events, 1);
    const result = await restore({ days: [day(1)], indices: [events], into: { suffix: '-x' }, dryRun: true });
    expect(result).toMatchObject({
      dryRun: true,
      restored: [{ snapshot: 'spring-1', indices: [`${events}-x`, `${index(1)}-x`] }],
      renamed: { [events]: `${events}-x` },
      plan: { objections: [], steps: [{ snapshot: 'spring-1' }] },
    });
    expect(result.bytes).toBeGreaterThan(0);
    const refusedLater = await restore({ indices: [events], dryRun: true });
    expect(refusedLater.plan?.objections).toEqual([expect.stringContaining(`an open index ${events} exists`)]);
    await deleteIndices(running().elasticsearch, [events]);
    expect(await everything()).toEqual(before);
  });
}
