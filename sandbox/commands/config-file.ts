import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { sandboxConfigFile } from '../places';
import type { ServerRecord } from '../processes/record';

/** Writes a logkeep.yaml with one cluster for each running Elasticsearch or OpenSearch; returns the file's path. */
export function writeConfigFile(records: ServerRecord[]): string {
  const clusters = records.flatMap(({ name, details }) =>
    typeof details['url'] === 'string'
      ? [[name, { preset: 'kubesphere-2.1', elasticsearch: { url: details['url'] } }] as const]
      : [],
  );
  fs.mkdirSync(path.dirname(sandboxConfigFile), { recursive: true });
  fs.writeFileSync(sandboxConfigFile, stringify({ clusters: Object.fromEntries(clusters) }));
  return sandboxConfigFile;
}
