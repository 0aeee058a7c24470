import fs from 'node:fs';
import path from 'node:path';
import { findOnPath } from '../tools/find-on-path';
import { runCommand } from '../tools/run-command';
import { SandboxError } from '../sandbox-error';
import { failedFetch } from './failed-fetch';

/**
 * Downloads a Debian package into `folder` without installing anything, as any user: apt checks it against the signed
 * lists of the machine, or, when those are missing or too old, against fresh ones of its own beside the package.
 * @param remedy what to do on a machine that is no Debian.
 */
export async function fetchFromApt(name: string, folder: string, remedy: string): Promise<string> {
  const aptGet = findOnPath('apt-get');
  if (aptGet === undefined || findOnPath('dpkg') === undefined)
    throw new SandboxError(
      `The Debian package ${name} cannot be downloaded here, because there is no apt-get; ${remedy}.`,
    );
  const run = (...args: string[]) => runCommand(aptGet, args, { cwd: folder });
  const first = await run('download', name);
  if (first.code !== 0) {
    const own = ownState(path.join(folder, 'apt'));
    const update = await run(...own, 'update');
    const second = update.code === 0 ? await run(...own, 'download', name) : update;
    if (second.code !== 0) throw failedFetch(`The Debian package ${name}`, 'apt-get', second.output, folder);
  }
  const file = fs.readdirSync(folder).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
  if (file === undefined) throw new SandboxError(`apt-get said that it downloaded ${name}, but did not; ${remedy}.`);
  return path.join(folder, file);
}

/** Lists and caches of our own: those of the machine belong to root. */
function ownState(folder: string): string[] {
  const lists = path.join(folder, 'lists');
  const cache = path.join(folder, 'cache');
  for (const made of [lists, cache]) fs.mkdirSync(path.join(made, 'partial'), { recursive: true });
  return ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`];
}
