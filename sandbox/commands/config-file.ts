import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { sandboxConfigFile } from '../places';
import type { ServerRecord } from '../processes/record';
import { kubeSphere } from './kubesphere-cluster';
import type { KubeSphereSection } from './kubesphere-cluster';

/** Writes a logkeep.yaml with one cluster for each running Elasticsearch or OpenSearch; returns the file's path. */
export function writeConfigFile(records: ServerRecord[], existing?: KubeSphereSection): string {
  const sections = records.flatMap(sectionOf);
  const clusters = Object.fromEntries(existing ? [...sections, [kubeSphere, existing]] : sections);
  fs.mkdirSync(path.dirname(sandboxConfigFile), { recursive: true });
  fs.writeFileSync(sandboxConfigFile, stringify({ clusters }));
  return sandboxConfigFile;
}

function sectionOf({ name, details }: ServerRecord): [string, object][] {
  const { url, section } = details;
  if (typeof url === 'string') return [[name, { preset: 'kubesphere-2.1', elasticsearch: { url } }]];
  return section ? [[kubeSphere, section]] : [];
}
