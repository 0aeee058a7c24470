import fs from 'node:fs';
import path from 'node:path';
import { sha256Of } from '../downloads/checksum';
import { failedFetch } from '../downloads/failed-fetch';
import { withLock } from '../downloads/lock';
import { sandboxFolder } from '../places';
import { findTool } from '../tools/find-tool';
import { runCommand } from '../tools/run-command';

/** A Python with Curator 5.8.4 in it, the last version for Elasticsearch 6. */
export interface Curator {
  /** The interpreter. */
  python: string;
  /** What PYTHONPATH has to be. */
  packages: string;
}

const requirements = path.join(__dirname, 'requirements.txt');

/** Installs Curator from the Python package index into a folder of the sandbox, once; every file is checked by its hash. */
export async function installCurator(): Promise<Curator> {
  const remedy = 'install Python 3.10 or newer with pip (Debian: apt-get install python3-pip)';
  const python = findTool('LOGKEEP_PYTHON', ['python3', 'python'], remedy);
  const packages = path.join(sandboxFolder, `curator-${(await sha256Of(requirements)).slice(0, 12)}`);
  fs.mkdirSync(sandboxFolder, { recursive: true });
  await withLock(`${packages}.lock`, async () => {
    if (!fs.existsSync(packages)) await install(python, packages);
  });
  return { python, packages };
}

async function install(python: string, packages: string): Promise<void> {
  const partial = `${packages}.partial`;
  fs.rmSync(partial, { recursive: true, force: true });
  const args = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'];
  const sources = ['--only-binary', ':all:', '--require-hashes', '--requirement', requirements];
  const { code, output } = await runCommand(python, [...args, ...sources, '--target', partial]);
  if (code !== 0) throw failedFetch('Curator 5.8.4', 'pip', output, sandboxFolder);
  fs.renameSync(partial, packages);
}
