import { describeRestored } from '../../src/client/describe-restored';
import type { RestoredResult } from '../../src/workflows/restored/types';

const now = new Date('2026-11-30T08:00:00Z');
const row: RestoredResult['restored'][number] = {
  ...{ name: 'ks-logstash-log-2019.11.12', uuid: 'u', day: '2019-11-12', snapshot: 'snapshot-1', run: 'restore-1' },
  ...{ documents: 20_000, bytes: 10_200_000, expires: '2026-12-07T08:15:00Z' },
  ...{ written: 'no', verdict: 'stays', reason: 'it is kept until 2026-12-07T08:15:00Z' },
};
const said = (restored: RestoredResult['restored']) =>
  describeRestored({ cluster: 'kubesphere', timeZone: 'Asia/Shanghai', restored, summary: '' }, now);

test('restored indices are told with the time until which they are kept, on the clock of their cluster', () => {
  const [head, line, ...more] = said([row]).split('\n');
  expect(head?.split(/ {2,}/)).toEqual(['INDEX', 'DAY', 'FROM', 'SIZE', 'DOCUMENTS', 'KEPT UNTIL', 'IN', 'WRITTEN TO']);
  expect(line?.split(/ {2,}/)).toEqual([
    ...['ks-logstash-log-2019.11.12', '2019-11-12', 'snapshot-1', '9.7 MB', '20,000'],
    ...['2026-12-07 16:15 (Asia/Shanghai)', '7 d', 'no'],
  ]);
  expect(more).toEqual([]);
});

test('what will not go by itself is told with its reason, and what is over is said to be', () => {
  const text = said([
    { ...row, expires: 'never' },
    {
      ...row,
      name: 'b',
      expires: '2026-11-30T08:00:00Z',
      written: 'yes',
      verdict: 'written',
      reason: 'it was written to',
    },
  ]);
  expect(text).toMatch(/ for good +no$/m);
  expect(text).toMatch(/2026-11-30 16:00 \(Asia\/Shanghai\) +over +yes\n\nb: it was written to$/);
});

test('one that cannot be looked at has no size, and one that a person has marked no origin', () => {
  const { name, uuid, verdict, reason } = row;
  const bare = { name, uuid, expires: 'never', written: 'unknown' as const, verdict, reason };
  expect(said([bare]).split('\n')[1]?.split(/ {2,}/)).toEqual([name, 'for good', 'unknown']);
});

test('nothing restored is said in a sentence', () => {
  expect(said([])).toBe('Nothing that was restored to kubesphere is there now');
});
