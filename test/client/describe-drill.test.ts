import { describeDrill, describeProvenDays, isDrill } from '../../src/client/describe-drill';
import type { DrillResult } from '../../src/workflows/drill/types';
import type { ProvenDaysResult } from '../../src/workflows/proven-days/types';
import { markedPaint } from './marked-paint';

const result: DrillResult = {
  ...{ cluster: 'kubesphere', dryRun: false, proven: 1, leftovers: [], seconds: 3, summary: 'Done' },
  days: [
    {
      ...{ day: '2019-11-11', index: 'logs-2019.11.11', snapshot: 'one', outcome: 'proven', bytes: 2048, seconds: 1 },
      ...{ documents: 200_000, sampled: 5, reasons: [] },
    },
    {
      ...{ day: '2019-11-12', index: 'logs-2019.11.12', snapshot: 'two', bytes: 0, seconds: 0 },
      ...{ outcome: 'not comparable', documents: 7, reasons: ['nobody knows'] },
    },
  ],
  warnings: ['one is PARTIAL, but holds logs-2019.11.11 whole'],
};

test('a drill is told day by day', () => {
  expect(isDrill(result)).toBe(true);
  expect(isDrill({ summary: 'Done', proven: 1 })).toBe(false);
  expect(describeDrill(result, markedPaint)).toBe(
    [
      'DAY         SNAPSHOT  OUTCOME         DOCUMENTS  COMPARED  SIZE',
      '2019-11-11  one       proven          200,000    5         2.0 kB',
      '2019-11-12  two       not comparable  7                    0 B',
      ' <yellow>!</> one is PARTIAL, but holds logs-2019.11.11 whole',
    ].join('\n'),
  );
});

describe('the proven days', () => {
  const at = '2026-11-29T20:00:00.000Z';
  const proven = { at, snapshot: 'one', documents: 200_000, sampled: 5 };
  const known: ProvenDaysResult = {
    ...{ repository: 'ks-log-snapshots', total: 5, proven: 2 },
    days: [
      { day: '2019-11-13', index: 'c' },
      {
        ...{ day: '2019-11-12', index: 'b' },
        proof: { index: 'b', last: { outcome: 'differs', at, snapshot: 'two', reasons: ['it has none'] }, proven },
      },
      {
        ...{ day: '2019-11-11', index: 'a' },
        proof: { index: 'a', last: { outcome: 'proven', at, snapshot: 'one', reasons: [] }, proven },
      },
    ],
  };

  test('are listed with their newest proof, and with what a later drill says', () => {
    expect(describeProvenDays('kubesphere', known)).toBe(
      [
        'DAY         LAST PROVEN           FROM  DOCUMENTS  COMPARED  NEWEST DRILL',
        '2019-11-13  never',
        '2019-11-12  2026-11-29 20:00 UTC  one   200,000    5         differs on 2026-11-29 20:00 UTC: it has none',
        '2019-11-11  2026-11-29 20:00 UTC  one   200,000    5',
        '… and 2 older ones',
        '2 of 5 days proven restorable',
      ].join('\n'),
    );
  });

  test('of a repository without days are none', () => {
    expect(describeProvenDays('kubesphere', { ...known, days: [], total: 0, proven: 0 })).toBe(
      'Repository ks-log-snapshots of kubesphere holds no days yet',
    );
  });
});
