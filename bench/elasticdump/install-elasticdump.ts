import fs from 'node:fs';
import path from 'node:path';
import { failedFetch } from '../../sandbox/downloads/failed-fetch';
import { withLock } from '../../sandbox/downloads/lock';
import { sandboxFolder } from '../../sandbox/places';
import { runCommand } from '../../sandbox/tools/run-command';

const version = '6.125.1';

/** Installs elasticdump from npm into a folder of the sandbox, once. @returns the script that Node runs. */
export async function installElasticdump(): Promise<string> {
  const folder = path.join(sandboxFolder, `elasticdump-${version}`);
  fs.mkdirSync(sandboxFolder, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (!fs.existsSync(folder)) await install(folder);
  });
  return path.join(folder, 'node_modules', 'elasticdump', 'bin', 'elasticdump');
}

async function install(folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial);
  // Its own, or npm would look for the package that this folder is in.
  fs.writeFileSync(path.join(partial, 'package.json'), '{"private": true}\n');
  const args = [
    'install',
    '--prefix',
    partial,
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    `elasticdump@${version}`,
  ];
  const { code, output } = await runCommand('npm', args, { environment: process.env });
  if (code !== 0) throw failedFetch(`elasticdump ${version}`, 'npm', output, sandboxFolder);
  fs.renameSync(partial, folder);
}
