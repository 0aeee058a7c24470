import fc from 'fast-check';
import type { LiveProgress } from '../../src/client/live-progress';
import { liveLine, liveLines, progressLine } from '../../src/client/progress-line';

const progress: LiveProgress = { cluster: 'kubesphere', stage: 'copying', message: 'Copying' };
const transfer = { shardsDone: 1, shardsTotal: 4, bytesDone: 1024, bytesTotal: 4096 };
const quarter = `${'█'.repeat(6)}${'░'.repeat(18)} 25 %`;
const full = `${'█'.repeat(24)} 100 %`;

test.each<[string, Partial<LiveProgress>]>([
  ['Copying', {}],
  [`Copying · ${quarter} 1 of 4 shards, 1.0 kB of 4.0 kB`, { transfer }],
  [
    'Copying · attempt 3, because: es:9200 could not be reached',
    { retrying: { attempt: 3, reason: 'es:9200 could not be reached' } },
  ],
  ['Copying · snapshot a deleted; index b left', { undone: ['snapshot a deleted', 'index b left'] }],
  [
    `Copying · ${quarter} 1 of 4 shards, 1.0 kB of 4.0 kB · attempt 2, because: no`,
    { transfer, retrying: { attempt: 2, reason: 'no' } },
  ],
])('progress reads as "%s"', (line, different) => {
  expect(progressLine({ ...progress, ...different })).toBe(line);
});

test('a live line says what is waited for at this moment; one that stays does not', () => {
  const waiting = { ...progress, waitingFor: 'data-0: it is starting' };
  expect([liveLine(waiting), progressLine(waiting)]).toEqual(['Copying · waiting: data-0: it is starting', 'Copying']);
  expect(liveLine(progress)).toBe('Copying');
});

test('empty indices, which have no bytes, are measured by their shards', () => {
  const empty = { ...transfer, bytesDone: 0, bytesTotal: 0 };
  expect(progressLine({ ...progress, transfer: empty })).toBe(`Copying · ${quarter} 1 of 4 shards`);
  expect(progressLine({ ...progress, transfer: { ...empty, shardsDone: 4 } })).toBe(`Copying · ${full} 4 of 4 shards`);
});

test('a shard that was copied twice does not take the bar beyond its end', () => {
  expect(progressLine({ ...progress, transfer: { ...transfer, bytesDone: 9000 } })).toContain(`${full} 1 of 4 shards`);
});

test('the bar always has the same width, and its share is between 0 and 100', () => {
  const amount = fc.nat();
  fc.assert(
    fc.property(amount, amount, amount, amount, (shardsDone, shardsTotal, bytesDone, bytesTotal) => {
      const line = progressLine({ ...progress, transfer: { shardsDone, shardsTotal, bytesDone, bytesTotal } });
      const [, bar = '', share = ''] = /· ([█░]*) (\d+) %/.exec(line) ?? [];
      expect(bar).toHaveLength(24);
      expect(Number(share)).toBeLessThanOrEqual(100);
    }),
  );
});

test('the share never says 100 while something is missing', () => {
  const line = progressLine({ ...progress, transfer: { ...transfer, bytesDone: 9_999, bytesTotal: 10_000 } });
  expect(line).toContain(' 99 % ');
});

test('at a terminal each index under way has a bar of its own, as many as fit', () => {
  const index = (name: string) => ({ index: name, shardsDone: 1, shardsTotal: 4, bytesDone: 1024, bytesTotal: 4096 });
  const of = (...names: string[]) => liveLines({ ...progress, transfer, indices: names.map(index) }).split('\n');
  expect(of('logs-1', 'logs-2')).toEqual([
    `Copying · ${quarter} 1 of 4 shards, 1.0 kB of 4.0 kB`,
    `  ${quarter} logs-1: 1 of 4 shards, 1.0 kB of 4.0 kB`,
    `  ${quarter} logs-2: 1 of 4 shards, 1.0 kB of 4.0 kB`,
  ]);
  const many = of(...Array.from({ length: 50 }, (_, number) => `logs-${number}`));
  expect(many).toHaveLength(8);
  expect(many.at(-1)).toBe('  and 44 more');
  expect(liveLines(progress)).toBe('Copying');
});
