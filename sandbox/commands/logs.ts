import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { worldFolder } from '../places';
import { SandboxError } from '../sandbox-error';
import { sandboxWorld } from './world';

/** Prints the last lines of a server's log (also of one that has ended); with `follow`, goes on until interrupted. */
export async function logs(name: string, { follow = false }: { follow?: boolean }): Promise<void> {
  const folder = worldFolder(sandboxWorld);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.log')) : [];
  const known = names.map((file) => file.replace(/\.log$/, ''));
  if (!known.includes(name))
    throw new SandboxError(
      known.length === 0
        ? 'The sandbox has no logs yet; start it with `npm run sandbox`.'
        : `The sandbox has no server "${name}"; it has ${known.join(', ')}.`,
    );
  const args = ['-n', '200', ...(follow ? ['-F'] : []), path.join(folder, `${name}.log`)];
  const child = spawn('tail', args, { stdio: 'inherit' });
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
}
