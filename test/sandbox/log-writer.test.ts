import { startLogWriter } from '../../sandbox/log-writer/start-log-writer';
import { summarize } from '../../sandbox/log-writer/writer-report';
import { requestJson } from '../../sandbox/servers/http';
import { startElasticsearch } from '../../sandbox/servers/start-elasticsearch';
import { removeWorld } from '../../sandbox/servers/server-handle';
import { waitUntil } from '../../sandbox/wait-until';

const world = `test-${process.pid}-writer`;

afterAll(() => removeWorld(world));

test('an outage shows as failed lines and a gap, and every acknowledged line is there afterwards', async () => {
  const server = await startElasticsearch({ version: '6.7.0', world });
  const writer = await startLogWriter({ url: server.url, linesPerSecond: 20, index: 'written' });
  const until = (condition: () => boolean) =>
    waitUntil(condition, { boundMs: 60_000, onTimeout: () => new Error(JSON.stringify(writer.report())) });
  await until(() => writer.report().written >= 10);
  await server.kill();
  await until(() => writer.report().failed >= 10);
  const again = await server.restart();
  const { written: before } = writer.report();
  await until(() => writer.report().written > before);
  const { sent, written, failed, failedLines, longestGapMs } = await writer.stop();

  expect(sent).toBe(written + failed);
  expect(failedLines.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('ECONNREFUSED'));
  // Ten lines failed in between, 50 ms apart.
  expect(longestGapMs).toBeGreaterThan(450);
  await requestJson(again, '/written/_refresh', { method: 'POST' });
  const { count } = await requestJson<{ count: number }>(again, '/written/_count');
  expect(count).toBeGreaterThanOrEqual(written);
});

test('a report counts lines and finds the longest time without one', () => {
  const outcomes = [
    { line: 1, at: 1100 },
    { line: 3, at: 1900 },
    { line: 2, at: 1500, reason: 'no answer within 2 s' },
    { line: 4, at: 1300 },
  ];
  expect(summarize(outcomes, 1000, 2000)).toEqual({
    ...{ sent: 4, written: 3, failed: 1, longestGapMs: 600 },
    failedLines: [{ at: new Date(1500), reason: 'no answer within 2 s' }],
  });
});

test('an outage at the beginning or at the end is a gap, too', () => {
  expect(summarize([{ line: 1, at: 1900 }], 1000, 2000).longestGapMs).toBe(900);
  expect(summarize([{ line: 1, at: 1100 }], 1000, 2000).longestGapMs).toBe(900);
  expect(summarize([], 1000, 2000)).toMatchObject({ written: 0, longestGapMs: 1000 });
});
