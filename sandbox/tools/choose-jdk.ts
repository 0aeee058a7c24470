import { SandboxError } from '../sandbox-error';
import { isReachableByServers } from '../server-user';
import { findJdks } from './find-jdks';
import type { Jdk } from './find-jdks';

export interface JavaRange {
  lowest: number;
  /** Undefined if every newer Java will do. */
  highest?: number;
}

/**
 * The Java to run a server with: LOGKEEP_JAVA_HOME if it fits, else the lowest version in the range. Throws a
 * SandboxError that names the versions that would do.
 */
export async function chooseJdk(range: JavaRange, server: string): Promise<Jdk> {
  const found = await findJdks();
  const suitable = found.filter(({ major, home }) => isWithin(major, range) && isReachableByServers(home));
  const best = [...suitable].sort((a, b) => a.major - b.major)[0];
  if (best) return best;
  const versions = [...new Set(found.map((jdk) => jdk.major))].sort((a, b) => a - b);
  const have =
    versions.length === 0 ? 'and there is no Java here' : `and here there is only Java ${versions.join(' and ')}`;
  throw new SandboxError(`${server} needs Java ${describe(range)}, ${have}; ${remedy(range)}.`);
}

function isWithin(major: number, { lowest, highest = Infinity }: JavaRange): boolean {
  return major >= lowest && major <= highest;
}

function describe({ lowest, highest }: JavaRange): string {
  return highest === undefined ? `${lowest} or newer` : `${lowest} to ${highest}`;
}

function remedy(range: JavaRange): string {
  const choose = `set LOGKEEP_JAVA_HOME to a JDK ${describe(range)}`;
  return isWithin(17, range)
    ? `install one (Debian: apt-get install openjdk-17-jre-headless) or ${choose}`
    : `install a JDK ${describe(range)} and ${choose.replace(/ to a JDK.*/, ' to its folder')}`;
}
