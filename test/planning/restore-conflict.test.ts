import { aliasConflicts, judgeConflicts, judgeReplacing } from '../../src/planning/restore-conflict';
import type { TakenIndex } from '../../src/planning/restore-conflict';

const name = 'ks-logstash-log-2019.11.12';
const uuid = 'w5Zr-jV8SxeDDkq9Y_cCpQ';
const index = (open: boolean) => ({ name, uuid, open });

test('an open index stands in the way of its restore, and the sentence says what to do', () => {
  expect(judgeConflicts([index(true)], 'fail').problems).toEqual([
    'an open index ks-logstash-log-2019.11.12 exists: its day is there already; delete it first if the copy in the backup is the one you want',
  ]);
});

test('a closed index stands in the way too, because Elasticsearch would overwrite it', () => {
  expect(judgeConflicts([index(false)], 'fail').problems).toEqual([
    'a closed index ks-logstash-log-2019.11.12 exists and a restore would overwrite it: open it, or delete it first',
  ]);
});

test('all that stands in the way is told at once', () => {
  expect(judgeConflicts([index(true), index(false)], 'fail')).toMatchObject({
    skipped: [],
    problems: { length: 2 },
  });
});

test.each([true, false])('an index that is skipped stays as it is, open or not (%s)', (open) => {
  expect(judgeConflicts([index(open)], 'skip')).toEqual({ skipped: [name], replacing: [], problems: [] });
});

test('an alias cannot be had as a name', () => {
  expect(aliasConflicts([{ alias: 'logs', index: 'logs-1' }])).toEqual([
    'logs is an alias of logs-1: remove it, or restore under another name',
  ]);
});

const taken = (different: Partial<TakenIndex> = {}): TakenIndex => ({
  ...index(true),
  aliases: [],
  blocks: { write: false, readOnly: false, onlyDelete: false },
  complete: true,
  isCurrent: false,
  ...different,
});
const keep = (of: string) => ({ as: 'index' as const, name: `kept-${of}` });
const alias = (different = {}) => ({ name: 'audit', definition: {}, isAlone: false, ...different });

test('an index that was named may be replaced, and keeps its aliases for the new one', () => {
  const definition = { filter: { term: { kind: 'audit' } } };
  const blocks = { write: true, readOnly: false, onlyDelete: false };
  const verdict = judgeReplacing([taken({ blocks, aliases: [alias({ definition })] })], [name], keep);
  expect(verdict).toEqual({
    skipped: [],
    problems: [],
    replacing: [
      { name, uuid, kept: { as: 'index', name: `kept-${name}` }, wasBlocked: true, aliases: { audit: definition } },
    ],
  });
});

test.each<[string, Partial<TakenIndex>, string[], string]>([
  ['nobody has named it', {}, [], `${name} exists: to have it replaced, give "confirm": ["${name}"]`],
  ['it is named by a wildcard only', {}, ['ks-*'], 'to have it replaced'],
  ['it is closed', { open: false }, [name], 'open it, or delete it first'],
  ['a data stream has it', { dataStream: 'logs' }, [name], 'is a part of data stream logs'],
  ['it is of today', { isCurrent: true }, [name], 'is still being written to'],
  ['an alias writes to it', { aliases: [alias({ isWriteIndex: true })] }, [name], 'is what alias audit writes to'],
  ['an alias would be left without an index', { aliases: [alias({ isAlone: true })] }, [name], 'has no other index'],
  ['it lacks a shard', { complete: false }, [name], 'lacks a primary shard'],
  [
    'it is read-only',
    { blocks: { write: false, readOnly: true, onlyDelete: false } },
    [name],
    'set that to null first',
  ],
  [
    'its disk was full',
    { blocks: { write: false, readOnly: false, onlyDelete: true } },
    [name],
    'read_only_allow_delete',
  ],
])('an index is not replaced when %s', (_, different, confirm, why) => {
  const verdict = judgeReplacing([taken(different)], confirm, keep);
  expect(verdict.replacing).toEqual([]);
  expect(verdict.problems).toEqual([expect.stringContaining(why)]);
});

test('an alias that nothing is written through may be alone on an index', () => {
  const aliases = [alias({ isAlone: true, isWriteIndex: false })];
  expect(judgeReplacing([taken({ aliases })], [name], keep).problems).toEqual([]);
});
