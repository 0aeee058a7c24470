import { ElasticsearchError } from '../elasticsearch/errors';
import { TransferError } from './transfer-error';

/** What the file system objects to, by its code. */
const remedies: Record<string, string> = {
  ENOSPC: 'is full: make room and run the same command again, it goes on where it stopped',
  EDQUOT: 'is full for this user: make room and run the same command again, it goes on where it stopped',
  EACCES: 'may not be written to or read by this user: give the right to it, or name another folder',
  EPERM: 'may not be written to or read by this user: give the right to it, or name another folder',
  EROFS: 'is read-only: name another folder',
  ENOTDIR: 'is not a folder: name another one',
  EEXIST: 'is not a folder: name another one',
  ENOENT: 'does not exist: check the name',
  EIO: 'cannot be read or written: its disk reports an error',
};

/** Anything that a person can mend as one sentence; what is a fault of logkeep stays as it is. */
export function toldError(error: unknown, folder: string): unknown {
  if (error instanceof ElasticsearchError) return new TransferError(error.message);
  const { code = '' } = error as NodeJS.ErrnoException;
  const remedy = remedies[code];
  return remedy === undefined ? error : new TransferError(`${folder} ${remedy} (${code})`);
}
