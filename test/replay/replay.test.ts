import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';
import { sharedWorld } from '../world/running-world';

const folder = join(__dirname, 'histories');
const histories = readdirSync(folder).sort();

const replay = (history: string) =>
  Worker.runReplayHistory(
    { workflowBundle: { codePath: sharedWorld().workflowBundle } },
    JSON.parse(history),
    'replayed',
  );

/** A deployment must not break runs that are under way: every recorded history still replays. */
test.each(histories)('%s replays', async (file) => {
  await replay(readFileSync(join(folder, file), 'utf8'));
});

test('every workflow that people start has a history', () => {
  for (const workflow of [
    'backup',
    'restore',
    'restored',
    'expire-restored',
    'snapshots',
    'days',
    'status',
    'lease',
    'setup',
    'kubernetes-setup',
    'remove',
    'kubernetes-remove',
    'check-setup',
    'check-backups',
    'drill',
    'proven-days',
    'send-notifications',
  ]) {
    expect(histories.some((file) => file.startsWith(`${workflow}-`))).toBe(true);
  }
});

test('a history that went another way is noticed', async () => {
  const history = readFileSync(join(folder, 'backup-done.json'), 'utf8').replaceAll(
    '"planBackup"',
    '"anotherActivity"',
  );
  await expect(replay(history)).rejects.toBeInstanceOf(DeterminismViolationError);
});
