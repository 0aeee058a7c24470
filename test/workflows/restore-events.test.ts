import type { FollowedRestore } from '../../src/activities/follow-restore';
import type { RestoreResult } from '../../src/workflows/restore/types';
import { failureOf } from '../world/failure';
import type { Script, ScriptedCluster } from './scripted-cluster';
import { startScriptedCluster } from './scripted-cluster';

const hour = 3_600_000;
const index = { name: 'logs-1', uuid: 'u' };
const step = { snapshot: 's', indices: [{ index: 'logs-1', as: 'logs-1', bytes: 10_000 }] };
const fit = { verdict: 'fits' as const, sentence: 'fits', nodes: [] };
const plan = { steps: [step], snapshots: [], skipped: [], objections: [], bytes: 10_000, warnings: [], fit };
const copies = { ...index, replicas: 1, isAutomatic: false };

/** A restore whose slices are over as soon as they begin; `onSlice` is told how long it would have lasted by then. */
function restoreOf(hours: number, onSlice: (waited: number) => Promise<void>): Script {
  let waited = 0;
  return {
    planRestore: () => Promise.resolve(plan),
    startRestore: () => Promise.resolve([index]),
    readCopies: () => Promise.resolve([copies]),
    markRestored: () => Promise.resolve(),
    setExpiry: () => Promise.resolve([]),
    recordRestored: () => Promise.resolve() as never,
    setCopies: () => Promise.resolve(),
    followRestore: async ({ slice }): Promise<FollowedRestore> => {
      waited += slice;
      await onSlice(waited);
      const transfer = { shardsDone: 0, shardsTotal: 1, bytesDone: Math.round(waited / 1000), bytesTotal: 100_000 };
      return { done: waited >= hours * hour, transfer, underWay: [], recent: [] };
    },
    confirmRestored: () => Promise.resolve({ documents: 5 }),
    compareRestored: () =>
      Promise.resolve({ compared: { equal: 1, more: 0, less: 0, unknown: 0 }, short: [], warnings: [] }),
    readSpeedLimit: () => Promise.resolve({ by: 'setting' as const }),
    limitSpeed: () => Promise.resolve(),
    releaseSpeed: () => Promise.resolve({}),
  };
}

let cluster: ScriptedCluster | undefined;
afterEach(() => cluster?.stop());

test('a restore of many hours costs fewer than 400 events an hour, with its speed changed every twenty minutes', async () => {
  const hours = 6;
  let changes = 0;
  let change: () => Promise<unknown> = () => Promise.resolve();
  cluster = await startScriptedCluster(
    restoreOf(hours, async (waited) => {
      if (waited < (changes + 1) * (hour / 3)) return;
      changes += 1;
      await change();
    }),
  );
  const run = await cluster.start<RestoreResult>('restore', { days: ['2019-11-12'], expireAfter: 'never' });
  change = () => run.executeUpdate('adjust', { args: [{ speed: `${changes}MB`, expireAfter: `${changes}d` }] });
  await run.result();
  expect(changes).toBeGreaterThanOrEqual(3 * hours - 1);
  const events = (await run.fetchHistory()).events?.length ?? 0;
  expect(events).toBeLessThan(400 * hours);
  expect(events / hours).toBeLessThan(150);
});

test('what makes no sense is refused before anything happens, all of it at once, and so is a change that comes too late', async () => {
  let ask: () => Promise<void> = () => Promise.resolve();
  cluster = await startScriptedCluster(restoreOf(0.1, () => ask()));
  const said: string[] = [];
  const run = await cluster.start<RestoreResult>('restore', { days: ['2019-11-12'], expireAfter: 'never' });
  const adjust = async (input: object) =>
    said.push((await failureOf(run.executeUpdate('adjust', { args: [input] }))).message);
  ask = async () => {
    ask = () => Promise.resolve();
    await adjust({ speed: 'fast', expireAfter: '5m', sped: 1 });
    await adjust({});
    await adjust({ speed: '0MB' });
  };
  await run.result();
  await expect(run.executeUpdate('adjust', { args: [{ speed: '1MB' }] })).rejects.toThrow(/already completed/);
  expect(said[0]).toMatch(/"fast" is not a size/);
  expect(said[0]).toMatch(/m could be minutes or months/);
  expect(said[0]).toMatch(/unknown key "sped" \(did you mean "speed"\?\)|unknown key "sped"/);
  expect(said[1]).toMatch(/says nothing to change/);
  expect(said[2]).toMatch(/"0MB" is no speed/);
  expect(cluster.calls).not.toContain('limitSpeed');
});
