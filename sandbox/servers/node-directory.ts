import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { ServerUser } from '../server-user';
import { jvmOptions } from './jvm-options';
import type { VersionFacts } from './versions';

export interface NodeDirectory {
  config: string;
  data: string;
  logs: string;
  snapshots: string;
  temporary: string;
}

/** The folders of one node below `directory`. */
export function nodeFolders(directory: string): NodeDirectory {
  const at = (name: string) => path.join(directory, name);
  return { config: at('config'), data: at('data'), logs: at('logs'), snapshots: at('snapshots'), temporary: at('tmp') };
}

/**
 * Makes a node's folders and configuration, all owned by the server's user. Data and snapshots that are already there
 * stay; the configuration is written anew. `extraFiles` go into the configuration folder.
 */
export function prepareNodeDirectory(node: {
  directory: string;
  home: string;
  facts: VersionFacts;
  heapMb: number;
  settings: Record<string, unknown>;
  extraFiles: Record<string, string>;
  user: ServerUser | null;
}): void {
  const folders = nodeFolders(node.directory);
  fs.rmSync(folders.config, { recursive: true, force: true });
  fs.rmSync(folders.temporary, { recursive: true, force: true });
  for (const folder of Object.values(folders) as string[]) fs.mkdirSync(folder, { recursive: true });
  fs.cpSync(path.join(node.home, 'config'), folders.config, { recursive: true });
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folders.config, name), text);
  write('jvm.options', jvmOptions(fs.readFileSync(path.join(node.home, 'config/jvm.options'), 'utf8'), node.heapMb));
  write(`${node.facts.distribution}.yml`, asYaml(node.settings));
  for (const [name, text] of Object.entries(node.extraFiles)) write(name, text);
  if (node.user) execFileSync('chown', ['-R', `${node.user.uid}:${node.user.gid}`, node.directory]);
}

/** Flat settings, whose values JSON writes as YAML reads them. */
function asYaml(settings: Record<string, unknown>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}
