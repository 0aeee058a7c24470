import { serverArtifacts } from '../downloads/catalogue';
import { SandboxError } from '../sandbox-error';
import type { JavaRange } from '../tools/choose-jdk';

export type ServerVersion = keyof typeof serverArtifacts;

/** Every server that the sandbox can start; the first is what KubeSphere 2.1 ships and the default. */
export const serverVersions = Object.keys(serverArtifacts) as ServerVersion[];

export interface VersionFacts {
  distribution: 'elasticsearch' | 'opensearch';
  number: string;
  major: number;
  /** The versions of Java that it was seen running on or that its makers name. */
  java: JavaRange;
  /** Whether the zip brings users, passwords and TLS. */
  hasSecurity: boolean;
}

const javaRanges: Record<ServerVersion, JavaRange> = {
  // 6.7.0's security manager needs a Java that still has one.
  '6.7.0': { lowest: 8, highest: 17 },
  '7.17.29': { lowest: 11, highest: 21 },
  '8.19.21': { lowest: 17 },
  '9.2.4': { lowest: 21 },
  'opensearch-2.19.6': { lowest: 11, highest: 21 },
  'opensearch-3.6.0': { lowest: 21 },
};

/** What the sandbox knows about a version. */
export function factsOf(version: ServerVersion): VersionFacts {
  const distribution = version.startsWith('opensearch') ? 'opensearch' : 'elasticsearch';
  const number = version.replace('opensearch-', '');
  const major = Number(number.split('.')[0]);
  const hasSecurity = distribution === 'elasticsearch' && major >= 7;
  return { distribution, number, major, java: javaRanges[version], hasSecurity };
}

/** What people type: a full version, or its beginning such as `8`, `8.19`, `8.19.x` or `opensearch-3`. */
export function parseServerVersion(text: string): ServerVersion {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/^elasticsearch-/, '')
    .replace(/(\.[x*])+$/, '');
  const found = serverVersions.find((version) => version === wanted || version.startsWith(`${wanted}.`));
  if (found) return found;
  throw new SandboxError(`The sandbox has no server "${text}"; choose one of ${serverVersions.join(', ')}.`);
}

/** The name of a server in its world and of its cluster in logkeep.yaml: `kubesphere`, `elasticsearch-9-2-4`, … */
export function nameOf(version: ServerVersion): string {
  if (version === '6.7.0') return 'kubesphere';
  const { distribution, number } = factsOf(version);
  return `${distribution}-${number.replaceAll('.', '-')}`;
}
