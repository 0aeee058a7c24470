import type { ServerVersion } from '../../../sandbox/servers/versions';
import { readLedgerCounts } from '../../../src/elasticsearch/ledger-index';
import { listIndexTraits } from '../../../src/elasticsearch/index-traits';
import { getSnapshot, listSnapshotNames } from '../../../src/elasticsearch/snapshots';
import { countDocuments } from '../../../src/elasticsearch/indices';
import { ledgerIndexOf } from '../../../src/planning/ledger';
import { isSealed } from '../../../src/planning/live-index';
import { TimeSpan } from '../../../src/planning/time-span';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { nightly } from '../../world/nightly';
import type { Nightly } from '../../world/nightly';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const nights = 60;
const liveDays = 7;
const snapshotDays = 14;
const weeks = 4;
/** Across a New Year, whose week belongs to two of them. */
const firstNight = Date.UTC(2025, 11, 10);
const dayMs = 86_400_000;

const dayOf = (night: number) => new Date(firstNight + night * dayMs).toISOString().slice(0, 10);
const indexOf = (night: number) => `ks-logstash-log-${dayOf(night).replaceAll('-', '.')}`;
const snapshotOf = (night: number) => `snapshot-${dayOf(night).replaceAll('-', '')}010000`;
/** Every day has its own number of lines, so that one cannot be taken for another. */
const linesOf = (night: number) => 5 + (night % 11);
/** A Monday was 5 January 1970. */
const weekOf = (night: number) => Math.floor((firstNight / dayMs + night - 4) / 7);

/** What the rules leave after a night, counted out by hand. */
function keptAfter(night: number): number[] {
  const all = Array.from({ length: night + 1 }, (_, one) => one);
  const lastOfWeeks = all.filter((one) => one === night || weekOf(one) !== weekOf(one + 1));
  const newestWeeks = lastOfWeeks.slice(-weeks);
  return all.filter((one) => night - one <= snapshotDays || newestWeeks.includes(one));
}

/** Two months of nights on one real server, each started for its own time. */
export function describeNights(version: ServerVersion): void {
  let cluster: LogCluster;
  let temporal: TemporalWorld;
  let schedule: Nightly;

  beforeAll(async () => {
    cluster = {
      ...(await startLogCluster(version)),
      timeZone: 'UTC',
      cleanup: { maxAge: TimeSpan.parse(`${liveDays}d`), approveWithin: TimeSpan.parse('1h') },
      retention: {
        ...{ maxAge: TimeSpan.parse(`${snapshotDays}d`), keep: { weekly: weeks } },
        ...{ unsuccessful: TimeSpan.parse('7d'), ageFrom: 'name' },
      },
    };
    temporal = await startTemporalWorld([cluster]);
    await registerLogRepository(cluster);
    schedule = await nightly(temporal, 'backup', { cluster: cluster.name });
  });
  afterAll(async () => {
    await schedule.remove();
    await temporal.stop();
    await cluster.stop();
  });

  test(
    `${nights} nights leave exactly what the rules keep, and delete nothing without proof`,
    async () => {
      const events: number[] = [];
      for (let night = 0; night < nights; night += 1) {
        await writeLogs(cluster, indexOf(night), linesOf(night));
        const run = await schedule.night(dayOf(night));
        const result = (await run.result()) as BackupResult;
        events.push((await run.fetchHistory()).events?.length ?? 0);
        await expectNight(night, result);
      }
      expect(Math.max(...events)).toBeLessThanOrEqual(100);
    },
    nights * 60_000,
  );

  async function expectNight(night: number, result: BackupResult): Promise<void> {
    const { elasticsearch } = cluster;
    expect([result.snapshot, result.warnings]).toEqual([snapshotOf(night), []]);
    expect([...(await listSnapshotNames(elasticsearch, repository))].sort()).toEqual(keptAfter(night).map(snapshotOf));

    const live = await listIndexTraits(elasticsearch, 'ks-logstash-log-*');
    const first = Math.max(0, night - liveDays + 1);
    const stays = Array.from({ length: night + 1 - first }, (_, one) => indexOf(first + one));
    expect(live.map(({ name }) => name)).toEqual(stays);
    expect(live.filter((index) => isSealed(index) || index.blocks.write)).toEqual([]);

    const gone = result.cleanup.deleted.flatMap(({ names }) => names);
    expect(gone).toEqual(night < liveDays ? [] : [indexOf(night - liveDays)]);
    if (gone.length === 0) return;
    // Its proof: whole in the snapshot of this very night, with all the lines that were written to it.
    const record = await getSnapshot(elasticsearch, repository, result.snapshot);
    expect(record).toMatchObject({ state: 'SUCCESS', failures: [], indices: expect.arrayContaining(gone) as string[] });
    const counts = await readLedgerCounts(elasticsearch, ledgerIndexOf(cluster.name), [result.snapshot]);
    expect(counts.get(result.snapshot)?.[indexOf(night - liveDays)]).toBe(linesOf(night - liveDays));
  }

  test('and any day that the rules keep comes back whole', async () => {
    const last = nights - 1;
    for (const ago of [liveDays, snapshotDays, snapshotDays + liveDays - 1]) {
      const night = last - ago;
      const result = await temporal.run<RestoreResult>('restore', { cluster: cluster.name, days: [dayOf(night)] });
      expect(result.documents).toBe(linesOf(night));
      await expect(countDocuments(cluster.elasticsearch, [indexOf(night)])).resolves.toBe(linesOf(night));
    }
  });
}
