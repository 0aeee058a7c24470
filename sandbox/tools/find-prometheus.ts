import fs from 'node:fs';
import path from 'node:path';
import { requireSpace } from '../downloads/disk-space';
import { fetchFromApt } from '../downloads/fetch-from-apt';
import { withLock } from '../downloads/lock';
import { distributionsFolder } from '../places';
import { SandboxError } from '../sandbox-error';
import { findOnPath, isExecutable } from './find-on-path';
import { chosenTool } from './find-tool';
import { runCommand } from './run-command';

/** The programs of a Prometheus, of one version. */
export interface Prometheus {
  prometheus: string;
  promtool: string;
}

const remedy =
  'install Prometheus (Debian: apt-get install prometheus), or set LOGKEEP_PROMETHEUS to its program, with promtool beside it';

/** Prometheus and promtool: by LOGKEEP_PROMETHEUS, else on PATH, else from Debian's package, unpacked and not installed. */
export async function findPrometheus(): Promise<Prometheus> {
  const chosen = chosenTool('LOGKEEP_PROMETHEUS');
  if (chosen !== undefined) {
    const pair = pairIn(path.dirname(chosen));
    if (pair !== undefined) return { ...pair, prometheus: chosen };
    throw new SandboxError(`LOGKEEP_PROMETHEUS is ${chosen}, but there is no promtool beside it; ${remedy}.`);
  }
  const onPath = findOnPath('prometheus');
  return (onPath === undefined ? undefined : pairIn(path.dirname(onPath))) ?? unpackedPrometheus();
}

async function unpackedPrometheus(): Promise<Prometheus> {
  const folder = path.join(distributionsFolder(), 'prometheus');
  const programs = () => pairIn(path.join(folder, 'usr/bin'));
  const there = programs();
  if (there !== undefined) return there;
  fs.mkdirSync(distributionsFolder(), { recursive: true });
  return withLock(`${folder}.lock`, async () => {
    if (programs() === undefined) await unpackTo(folder);
    const found = programs();
    if (found !== undefined) return found;
    throw new SandboxError(`Debian's package prometheus does not hold the programs that it should; ${remedy}.`);
  });
}

async function unpackTo(folder: string): Promise<void> {
  const temporary = `${folder}.partial`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.mkdirSync(temporary);
  requireSpace(temporary, 350, 'Prometheus');
  try {
    const archive = await fetchFromApt('prometheus', temporary, remedy);
    const files = path.join(temporary, 'files');
    const { code, output } = await runCommand('dpkg', ['-x', archive, files]);
    if (code !== 0)
      throw new SandboxError(
        `${archive} could not be unpacked: ${output.trim().slice(-300)}; run again, or ${remedy}.`,
      );
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(files, folder);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function pairIn(folder: string): Prometheus | undefined {
  const prometheus = path.join(folder, 'prometheus');
  const promtool = path.join(folder, 'promtool');
  return isExecutable(prometheus) && isExecutable(promtool) ? { prometheus, promtool } : undefined;
}
