import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFolderLock } from '../../src/transfer/folder-lock';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'logkeep-lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const work = () => withFolderLock(folder, () => Promise.resolve(readdirSync(folder)));

test('a folder is locked while it is written into, and no longer', async () => {
  await expect(work()).resolves.toEqual(['writing.lock']);
  expect(readdirSync(folder)).toEqual([]);
  await expect(withFolderLock(folder, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(readdirSync(folder)).toEqual([]);
});

test('somebody else is told who writes', async () => {
  const second = withFolderLock(folder, () => work());
  await expect(second).rejects.toThrow(`Process ${process.pid} on ${hostname()} is writing into ${folder}`);
});

test('the lock of a process that was killed is taken over, one of another machine is not', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(join(folder, 'writing.lock'), `${pid} ${hostname()}`);
  await expect(work()).resolves.toEqual(['writing.lock']);
  writeFileSync(join(folder, 'writing.lock'), `${pid} elsewhere`);
  await expect(work()).rejects.toThrow(/on elsewhere is writing into/);
});
