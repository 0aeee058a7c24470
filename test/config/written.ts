import { parseConfig } from '../../src/config/load';
import type { Config } from '../../src/config/load';
import { ConfigError } from '../../src/config/problem';
import type { RepositorySettings } from '../../src/planning/repository-definition';

/** The text of a logkeep.yaml with one cluster of the KubeSphere preset and these lines, indented, in it. */
export function clusterWith(...lines: string[]): string {
  return ['clusters:', '  kubesphere:', '    preset: kubesphere-2.1', ...lines.map((line) => `    ${line}`), ''].join(
    '\n',
  );
}

export function read(text: string): Config {
  return parseConfig(text, 'logkeep.yaml');
}

/** The error that a text is refused with. */
export function refusalOf(text: string): ConfigError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The file was accepted');
}

/** The problems that a text is refused with. */
export function problemsIn(text: string): readonly string[] {
  return refusalOf(text).problems;
}

/** What becomes of a repository of which the file says only the name. */
export function folderRepository(name: string): RepositorySettings {
  return { name, type: 'fs', mountPath: '/usr/share/elasticsearch/backup', readonly: false, settings: {} };
}
