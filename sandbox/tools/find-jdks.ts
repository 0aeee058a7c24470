import fs from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../sandbox-error';
import { findOnPath, isExecutable } from './find-on-path';
import { runCommand } from './run-command';

export interface Jdk {
  home: string;
  major: number;
}

/** Every Java on this machine, each home once, in the order in which they should be preferred among equals. */
export async function findJdks(): Promise<Jdk[]> {
  const homes = [chosenHome(), process.env['JAVA_HOME'], homeOnPath(), ...installedHomes()];
  const real = homes.filter((home) => home !== undefined && isExecutable(path.join(home, 'bin/java')));
  const unique = [...new Set(real.map((home) => fs.realpathSync(home as string)))];
  const jdks = await Promise.all(unique.map(async (home) => ({ home, major: await majorOf(home) })));
  return jdks.filter((jdk): jdk is Jdk => jdk.major !== undefined);
}

/** "17.0.15" → 17; the old notation "1.8.0_402" → 8. */
export function parseMajor(version: string): number | undefined {
  const match = /^(?:1\.)?(\d+)/.exec(version);
  return match ? Number(match[1]) : undefined;
}

function chosenHome(): string | undefined {
  const home = process.env['LOGKEEP_JAVA_HOME'];
  if (home && !isExecutable(path.join(home, 'bin/java')))
    throw new SandboxError(
      `LOGKEEP_JAVA_HOME is ${home}, but there is no bin/java below it; set it to the folder of a JDK.`,
    );
  return home || undefined;
}

function homeOnPath(): string | undefined {
  const java = findOnPath('java');
  return java && path.dirname(path.dirname(fs.realpathSync(java)));
}

function installedHomes(): string[] {
  const linux = children('/usr/lib/jvm');
  const mac = children('/Library/Java/JavaVirtualMachines').map((folder) => path.join(folder, 'Contents/Home'));
  return [...linux, ...mac];
}

function children(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

async function majorOf(home: string): Promise<number | undefined> {
  // Some packages, such as Debian's JREs, leave the release file out.
  const release = path.join(home, 'release');
  const recorded = fs.existsSync(release) && /^JAVA_VERSION="?([^"\n]+)/m.exec(fs.readFileSync(release, 'utf8'))?.[1];
  if (recorded) return parseMajor(recorded);
  const { output } = await runCommand(path.join(home, 'bin/java'), ['-version'], { timeoutMs: 20_000 });
  const told = /version "([^"]+)"/.exec(output)?.[1];
  return told === undefined ? undefined : parseMajor(told);
}
