import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { closedAddress, runLogkeep } from './run-logkeep';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logkeep-exporting-'));
  const clusters = { one: { preset: 'kubesphere-2.1' }, other: { preset: 'kubesphere-2.1' } };
  writeFileSync(join(folder, 'logkeep.yaml'), stringify({ clusters }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['a day that is none', ['export', 'one', '--day', '2019-02-30', '--to', 'x'], 2, /--day: .*2019-02-30/],
  ['no day', ['export', 'one', '--to', 'x'], 2, /--day/],
  ['no folder', ['export', 'one', '--day', '2019-11-12'], 2, /--to/],
  ['a cluster that is not in the file', ['export', 'ones', '--day', '2019-11-12', '--to', 'x'], 2, /no cluster "ones"/],
  ['no cluster of two', ['export', '--day', '2019-11-12', '--to', 'x'], 2, /Name a cluster/],
  ['a folder that is not there', ['import-export', 'absent', 'one'], 1, /absent does not exist/],
  ['a folder without an export', ['import-export', '.', 'one'], 3, /holds no export/],
])('%s is one sentence and an exit code', async (_, args, code, sentence) => {
  const ended = await runLogkeep(folder, args);
  expect(ended.stderr).toMatch(sentence);
  expect(ended.stderr).not.toMatch(/^ +at /m);
  expect(ended).toMatchObject({ code, stdout: '' });
});

test('Temporal is not asked for anything', async () => {
  const settings = { TEMPORAL_ADDRESS: await closedAddress() };
  const ended = await runLogkeep(folder, ['import-export', '.', 'one', '--json'], settings);
  expect(JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'error', code: 3 });
});
