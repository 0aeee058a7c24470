import type { LogkeepClient } from '../src/client/logkeep-client';
import type { Elasticsearch } from '../src/elasticsearch/elasticsearch';
import { listIndices } from '../src/elasticsearch/indices';
import { registerRepository } from '../src/elasticsearch/repositories';
import { waitUntil } from '../sandbox/wait-until';
import { median, timed } from './timing';

interface Cancelled {
  client: LogkeepClient;
  elasticsearch: Elasticsearch;
  cluster: string;
  repository: { name: string; location: string };
  lost: { day: string; index: string };
}

/**
 * Seconds from the request to cancel a restore, in the middle of its data, until the run has ended and its indices are
 * gone; a median. The restore is kept so slow that it would take minutes.
 */
export async function timeCancel(
  { client, elasticsearch, cluster, repository, lost }: Cancelled,
  rounds: number,
): Promise<number> {
  const { name, location } = repository;
  await registerRepository(elasticsearch, name, {
    type: 'fs',
    settings: { location, max_restore_bytes_per_sec: '100kb' },
  });
  const present = async () => (await listIndices(elasticsearch, lost.index)).length > 0;
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const run = await client.start('restore', { cluster, days: [lost.day] }, new Date());
    await waitUntil(present, { boundMs: 60_000, onTimeout: () => new Error('The restore has not begun') });
    const [seconds] = await timed(async () => {
      await run.cancel();
      const hasEnded = await run.result().then(
        () => 'restored',
        () => 'cancelled',
      );
      if (hasEnded === 'restored') throw new Error('The restore was over before it could be cancelled');
    });
    if (await present()) throw new Error(`The cancelled restore has left ${lost.index}`);
    process.stderr.write(`cancelled, round ${round}: ${seconds.toFixed(2)} s\n`);
    taken.push(seconds);
  }
  return median(taken);
}
