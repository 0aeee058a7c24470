import fs from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { lockName } from '../planning/export/manifest';
import { TransferError } from './transfer-error';

/**
 * Does work while nobody else writes into the folder. What a killed process has left is taken over.
 * @throws TransferError when another process is at it.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await fs.mkdir(folder, { recursive: true });
  const file = path.join(folder, lockName);
  const own = `${process.pid} ${hostname()}`;
  const isTaken = () =>
    fs.writeFile(file, own, { flag: 'wx' }).then(
      () => false,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return true;
        throw error;
      },
    );
  if (await isTaken()) {
    const holder = await fs.readFile(file, 'utf8').catch(() => '');
    if (!isDead(holder)) throw taken(folder, holder, file);
    await fs.rm(file, { force: true });
    if (await isTaken()) throw taken(folder, holder, file);
  }
  try {
    return await work();
  } finally {
    await fs.rm(file, { force: true });
  }
}

/** Whether the process of this machine that holds a lock is gone. Of other machines nothing is known. */
function isDead(holder: string): boolean {
  const [pid = '', host] = holder.split(' ');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function taken(folder: string, holder: string, file: string): TransferError {
  const [pid = 'unknown', host = 'unknown'] = holder.split(' ');
  return new TransferError(
    `Process ${pid} on ${host} is writing into ${folder}: wait for it; if it is gone, remove ${file}`,
    true,
  );
}
