import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SandboxError } from './sandbox-error';
import { isReachableByServers } from './server-user';

/** The project's checkout. */
export const checkout = path.resolve(__dirname, '..');

/** The ignored folder for what the sandbox writes for its user. */
export const sandboxFolder = path.join(checkout, '.sandbox');

/** Where archives from package registries are kept; LOGKEEP_SANDBOX_DOWNLOADS names another folder, to share it between checkouts. */
export function downloadsFolder(): string {
  const chosen = process.env['LOGKEEP_SANDBOX_DOWNLOADS'];
  return chosen ? path.resolve(chosen) : path.join(sandboxFolder, 'downloads');
}

/** Unpacked distributions: shared by all servers and never written to after unpacking. */
export function distributionsFolder(): string {
  return path.join(serverHome(), 'servers');
}

/** One folder per world, with its servers' records, logs and data. */
export function worldsFolder(): string {
  return path.join(serverHome(), 'run');
}

/** The state of one world: a named set of servers such as `sandbox`, `demo` or `test-<pid>`. */
export function worldFolder(world: string): string {
  return path.join(worldsFolder(), world);
}

/** The ready-made configuration of the sandbox's clusters. */
export const sandboxConfigFile = path.join(sandboxFolder, 'logkeep.yaml');

/**
 * The one place that knows where servers and their data live: in the checkout, or, when the user that servers run as
 * cannot walk there (a root's checkout below /root) or its path has spaces (which the servers' start scripts split), in a folder
 * of the checkout's own under /var/tmp.
 */
function serverHome(): string {
  if (isReachableByServers(checkout) && !/\s/.test(checkout)) return sandboxFolder;
  const hash = createHash('sha256').update(checkout).digest('hex').slice(0, 12);
  const home = `/var/tmp/logkeep-sandbox-${hash}`;
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  // Everybody may write to /var/tmp: a folder that somebody else put there must not be trusted.
  if (fs.lstatSync(home).uid !== process.getuid?.())
    throw new SandboxError(
      `${home} belongs to another user, so the sandbox will not use it; remove that folder and run again.`,
    );
  return home;
}
