import fs from 'node:fs';
import { sandboxConfigFile } from '../places';
import { readRecords } from '../processes/record';
import { stopServer } from '../processes/stop';
import { removeWorld } from '../servers/server-handle';
import { sandboxWorld } from './world';

/** Ends all servers of the sandbox; their data stays for the next start. */
export async function stop(): Promise<void> {
  const records = readRecords(sandboxWorld);
  await Promise.all(records.map((record) => stopServer(record)));
  fs.rmSync(sandboxConfigFile, { force: true });
  console.log(
    records.length === 0 ? 'Nothing was running.' : `Stopped ${records.map((record) => record.title).join(', ')}.`,
  );
}

/** Ends all servers of the sandbox and deletes their data; downloads stay. */
export async function reset(): Promise<void> {
  await stop();
  await removeWorld(sandboxWorld);
  console.log('Deleted the data of the sandbox.');
}
