import fc from 'fast-check';
import { notificationBody } from '../../src/planning/notification-body';
import { notificationId, kindOfNotification, newsSchema } from '../../src/planning/notification';
import type { News, Notification } from '../../src/planning/notification';

const at = Date.parse('2026-11-30T17:05:10.250Z');
const hours = 3_600_000;
const about = { cluster: 'kubesphere', workflowId: 'backup-kubesphere-2026-11-30', runId: 'e9c1', at };
const link = 'https://temporal.example/namespaces/logs/workflows/backup-kubesphere-2026-11-30/e9c1';

const newest = { snapshot: 'snapshot-20261129010000', endedAt: at - 40 * hours };
const cases: [what: string, news: News, summary: string, details: object][] = [
  [
    'failed',
    { kind: 'failed', reason: 'Snapshot snapshot-1 is not a backup: its state is PARTIAL' },
    'The backup of cluster kubesphere failed: Snapshot snapshot-1 is not a backup: its state is PARTIAL',
    { reason: 'Snapshot snapshot-1 is not a backup: its state is PARTIAL' },
  ],
  [
    'recovered',
    { kind: 'recovered', summary: 'Snapshot snapshot-2 holds 10 indices' },
    'The backups of cluster kubesphere are well again: Snapshot snapshot-2 holds 10 indices',
    { summary: 'Snapshot snapshot-2 holds 10 indices' },
  ],
  [
    'approval',
    { kind: 'approval', deletions: 1025, first: ['a', 'b', 'c', 'd', 'e'], until: at + hours, how: 'send the update' },
    'The backup of cluster kubesphere waits for approval to delete 1,025 indices (a, b, c and 1,022 more) until 2026-11-30 18:05 UTC: send the update',
    { deletions: 1025, first: ['a', 'b', 'c', 'd', 'e'], until: '2026-11-30T18:05:10.250Z', how: 'send the update' },
  ],
  [
    'kept',
    { kind: 'kept', indices: 7, first: ['a', 'b', 'c', 'd', 'e'], reason: 'it was written to', how: 'look at them' },
    '7 restored indices of cluster kubesphere (a, b, c and 4 more) stay although their time is over: it was written to; look at them',
    { indices: 7, first: ['a', 'b', 'c', 'd', 'e'], reason: 'it was written to', how: 'look at them' },
  ],
  [
    'kept, only one',
    { kind: 'kept', indices: 1, first: ['a'], reason: 'it was written to', how: 'look at it' },
    '1 restored index of cluster kubesphere (a) stays although its time is over: it was written to; look at it',
    { indices: 1, first: ['a'], reason: 'it was written to', how: 'look at it' },
  ],
  [
    'overdue',
    { kind: 'overdue', since: newest.endedAt, newest },
    'Cluster kubesphere has had no successful backup for 1 d 16 h: the newest successful backup is snapshot-20261129010000 of 2026-11-29 01:05 UTC',
    {
      since: '2026-11-29T01:05:10.250Z',
      newest: { snapshot: 'snapshot-20261129010000', endedAt: '2026-11-29T01:05:10.250Z' },
    },
  ],
  [
    'overdue without any success',
    { kind: 'overdue', since: at - 27 * hours },
    'Cluster kubesphere has had no successful backup for 1 d 3 h: no successful backup has been seen since 2026-11-29 14:05 UTC',
    { since: '2026-11-29T14:05:10.250Z' },
  ],
  [
    'overdue and out of reach',
    { kind: 'overdue', since: newest.endedAt, newest, unreachable: { since: at - 2 * hours, reason: 'it is away' } },
    'The backups of cluster kubesphere cannot be checked since 2026-11-30 15:05 UTC (2 h): it is away; the newest successful backup is snapshot-20261129010000 of 2026-11-29 01:05 UTC',
    {
      since: '2026-11-29T01:05:10.250Z',
      newest: { snapshot: 'snapshot-20261129010000', endedAt: '2026-11-29T01:05:10.250Z' },
      unreachable: { since: '2026-11-30T15:05:10.250Z', reason: 'it is away' },
    },
  ],
];

const read = (body: string) => JSON.parse(body) as Record<string, unknown>;

test.each(cases)('as JSON, %s is the documented object', (_, news, summary, details) => {
  expect(newsSchema.parse(news)).toEqual(news);
  expect(read(notificationBody('json', { ...about, news }, link))).toEqual({
    version: 1,
    id: `notification/kubesphere/${news.kind}/e9c1`,
    event: news.kind,
    cluster: 'kubesphere',
    time: '2026-11-30T17:05:10.250Z',
    summary,
    details,
    workflowId: 'backup-kubesphere-2026-11-30',
    runId: 'e9c1',
    link,
  });
});

test.each(cases)('for Slack, %s is a text and nothing else', (_, news, summary) => {
  const body = read(notificationBody('slack', { ...about, news }, link));
  expect(Object.keys(body)).toEqual(['text']);
  expect(body.text).toMatch(/^:[a-z_]+: /);
  expect(String(body.text).replace(/^:[a-z_]+: /, '')).toBe(`${summary}\nRun: <${link}|backup-kubesphere-2026-11-30>`);
});

test('without a known web UI there is no link, and the run is named', () => {
  const notification: Notification = { ...about, news: { kind: 'failed', reason: 'no' } };
  expect(read(notificationBody('json', notification))).not.toHaveProperty('link');
  expect(read(notificationBody('slack', notification)).text).toMatch(/\nRun: backup-kubesphere-2026-11-30$/);
});

test('what Slack would take for a link, a mention or a call of everybody is told as it is', () => {
  const reason = 'see <!channel> <https://evil.example|here> & ask @all,\nmail ops@example.org';
  const { text } = read(notificationBody('slack', { ...about, news: { kind: 'failed', reason } }));
  expect(text).toBe(
    ':x: The backup of cluster kubesphere failed: see &lt;!channel&gt; &lt;https://evil.example|here&gt; &amp; ask @\u200ball, mail ops@\u200bexample.org\nRun: backup-kubesphere-2026-11-30',
  );
});

test('whatever the reason, the text for Slack has no brackets but those of its own link', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (reason) => {
      const { text } = read(notificationBody('slack', { ...about, news: { kind: 'failed', reason } }, link));
      const [first = '', ...more] = String(text).split('\n');
      expect(first).not.toMatch(/[<>]/);
      expect(more).toEqual([`Run: <${link}|${about.workflowId}>`]);
    }),
  );
});

test('a reason of pages is cut short, and the whole of it is in the details', () => {
  const reason = 'x'.repeat(5_000);
  const body = read(notificationBody('json', { ...about, news: { kind: 'failed', reason } }));
  expect(String(body.summary)).toHaveLength(1_000);
  expect(body.details).toEqual({ reason });
});

test('the ID of a notification tells its kind, and any other ID tells none', () => {
  expect(kindOfNotification(notificationId('kubesphere', 'overdue', 'run'))).toBe('overdue');
  expect(kindOfNotification('sendNotifications-by-hand')).toBeUndefined();
  expect(kindOfNotification('notification/kubesphere/else/run')).toBeUndefined();
});
