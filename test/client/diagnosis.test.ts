import type { Diagnosis } from '../../src/client/diagnosis';
import { describeDiagnosis, verdictOf } from '../../src/client/diagnosis';
import { markedPaint, noPaint } from './marked-paint';

const drift = [{ what: 'path.repo is gone', cause: 'last written by Helm', effect: 'the next pod cannot snapshot' }];
const unreadable = { unreadable: 'there is no way to it', isFault: false };
const check = { isSetUp: true, drift: [], warnings: [], rivals: [], freeSpace: unreadable };
const fine: Diagnosis = { cluster: 'fine', check };
const drifted: Diagnosis = { cluster: 'drifted', check: { ...check, drift } };
const fresh: Diagnosis = { cluster: 'fresh', check: { ...check, isSetUp: false, drift } };
const silent: Diagnosis = { cluster: 'silent', error: 'es:9200 could not be reached' };

test.each<[string, Diagnosis, string]>([
  ['is as setup left it is one line', fine, '✔ fine is set up, and every node can use its repository'],
  [
    'has drifted says what, why, what it means and what mends it',
    drifted,
    [
      '✖ drifted is no longer as setup left it',
      '  what     path.repo is gone',
      '  cause    last written by Helm',
      '  effect   the next pod cannot snapshot',
      '  remedy   logkeep setup drifted',
    ].join('\n'),
  ],
  ['is not set up has not drifted', fresh, '! fresh is not set up\n  remedy   logkeep setup fresh'],
  ['does not answer says why', silent, '✖ silent could not be checked: es:9200 could not be reached'],
  [
    'is fine may have something to be heeded',
    { cluster: 'fine', check: { ...check, warnings: ['reclaim policy Delete'] } },
    '✔ fine is set up, and every node can use its repository\n  warning  reclaim policy Delete',
  ],
  [
    'is fine says who else deletes its logs, and the room that is left',
    {
      cluster: 'fine',
      check: {
        ...check,
        rivals: ['Curator deletes it all'],
        freeSpace: { freeBytes: 3 * 1024 ** 3, totalBytes: 12 * 1024 ** 3 },
      },
    },
    [
      '✔ fine is set up, and every node can use its repository',
      '  rival    Curator deletes it all',
      '  volume   3.0 GB of 12.0 GB free (25%)',
    ].join('\n'),
  ],
  [
    'is not set up has rivals, too',
    { cluster: 'fresh', check: { ...check, isSetUp: false, rivals: ['Curator deletes it all'] } },
    '! fresh is not set up\n  remedy   logkeep setup fresh\n  rival    Curator deletes it all',
  ],
])('a cluster that %s', (_, diagnosis, text) => {
  expect(describeDiagnosis(diagnosis, noPaint)).toBe(text);
});

test.each<[string, Diagnosis, string]>([
  ['green', fine, '<green>✔</> <bold>fine</>'],
  ['red', drifted, '<red>✖</> <bold>drifted</>'],
  ['yellow', fresh, '<yellow>!</> <bold>fresh</>'],
  ['red', silent, '<red>✖</> <bold>silent</>'],
])('the mark is %s where colours are shown', (_, diagnosis, start) => {
  expect(describeDiagnosis(diagnosis, markedPaint)).toContain(start);
});

test.each<[string, Diagnosis[], { code: number; message: string } | null]>([
  ['all is well', [fine], null],
  [
    'a cluster has drifted or is not set up',
    [fine, drifted, fresh],
    { code: 5, message: 'Not every cluster is as setup leaves it: drifted, fresh; run logkeep setup for each' },
  ],
  [
    'one cannot be checked, whatever the others are',
    [drifted, silent],
    { code: 1, message: 'Not every cluster could be checked: silent' },
  ],
])('the verdict when %s', (_, diagnoses, verdict) => {
  const found = verdictOf(diagnoses);
  expect(found === null ? null : { code: found.code, message: found.message }).toEqual(verdict);
});
