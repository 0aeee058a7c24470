import type { LiveProgress } from '../../src/client/live-progress';
import { jsonReporter, plainReporter } from '../../src/client/reporter';
import type { Reporter } from '../../src/client/reporter';

const run = { workflowId: 'backup-1', link: 'http://ui/backup-1', operation: 'backup', cluster: 'kubesphere' };
const at = (stage: string, more: Partial<LiveProgress> = {}): LiveProgress => ({
  cluster: 'kubesphere',
  stage,
  message: `Now ${stage}`,
  ...more,
});

type Make = (write: (line: string) => void, warn: (line: string) => void) => Reporter;

const nobodyWarns = (line: string) => {
  throw new Error(`warned: ${line}`);
};

/** What a reporter writes about a run that starts, makes progress, and ends well. */
function linesOf(reporter: Make, progress: readonly LiveProgress[]): string[] {
  const lines: string[] = [];
  const shown = reporter((line) => lines.push(line), nobodyWarns);
  shown.started(run);
  for (const each of progress) shown.progress(each);
  shown.done({ snapshot: 's', indices: 2 }, 'Backed up 2 indices');
  return lines;
}

test('a log has the run, a line for each stage, and the summary', () => {
  const transfer = { shardsDone: 1, shardsTotal: 2, bytesDone: 0, bytesTotal: 0 };
  const progress = [at('planning'), at('copying'), at('copying', { transfer }), at('verifying')];
  expect(linesOf(plainReporter, progress)).toEqual([
    'Started backup-1\nhttp://ui/backup-1',
    'Now planning',
    'Now copying',
    'Now verifying',
    'Backed up 2 indices',
  ]);
});

test('a log has a line for each step of a stage', () => {
  const progress = [
    at('restarting', { message: 'data-1: stopping' }),
    at('restarting', { message: 'data-0: stopping' }),
  ];
  expect(linesOf(plainReporter, progress).slice(1, -1)).toEqual(['data-1: stopping', 'data-0: stopping']);
});

test('a log says the summary once, also when the progress has said it already', () => {
  const progress = [at('verifying'), at('done', { message: 'Backed up 2 indices' })];
  expect(linesOf(plainReporter, progress).slice(1)).toEqual(['Now verifying', 'Backed up 2 indices']);
});

test('a log says why a stage is tried again, once for each reason', () => {
  const retrying = (attempt: number, reason: string) => at('copying', { retrying: { attempt, reason } });
  const progress = [at('copying'), retrying(2, 'unreachable'), retrying(3, 'unreachable'), retrying(4, 'no master')];
  expect(linesOf(plainReporter, progress).slice(1, -1)).toEqual([
    'Now copying',
    'Now copying · attempt 2, because: unreachable',
    'Now copying · attempt 4, because: no master',
  ]);
});

test('a log says what was put back', () => {
  const progress = [at('undoing'), at('undoing', { undone: ['snapshot s deleted'] })];
  expect(linesOf(plainReporter, progress)).toContain('Now undoing · snapshot s deleted');
});

test('a program reads one JSON object per line, each with its type', () => {
  const lines = linesOf(jsonReporter, [at('planning')]);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { type: 'started', ...run },
    { type: 'progress', cluster: 'kubesphere', stage: 'planning', message: 'Now planning' },
    { type: 'result', result: { snapshot: 's', indices: 2 } },
  ]);
  expect(lines.join('')).not.toContain('\n');
});

test.each([
  ['a log', plainReporter],
  ['a program', jsonReporter],
])('a run that is no longer watched leaves no further line for %s', async (_, reporter) => {
  const lines: string[] = [];
  const shown = reporter((line) => lines.push(line), nobodyWarns);
  shown.stopped();
  await shown.settled();
  expect(lines).toEqual([]);
});

test.each([
  ['a log', plainReporter],
  ['a program', jsonReporter],
])('a warning keeps out of the output that is for %s', (_, reporter) => {
  const [lines, warnings]: [string[], string[]] = [[], []];
  reporter(
    (line) => lines.push(line),
    (line) => warnings.push(line),
  ).warning('No worker');
  expect([lines, warnings]).toEqual([[], ['No worker']]);
});
