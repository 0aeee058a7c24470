import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ConfigMap, Manifest, StatefulSet } from '../../src/planning/manifest';

const sandbox = join(__dirname, '../../sandbox');
const files = {
  'kubesphere-2.1.1': 'elasticsearch-logging/data-statefulset.yaml',
  'kubesphere-2.1.1 master': 'elasticsearch-logging/master-statefulset.yaml',
  'kubesphere-3.3.2': 'statefulset-elasticsearch-logging-data.yaml',
  'kubesphere-3.3.2 master': 'statefulset-elasticsearch-logging-discovery.yaml',
};

export type Stack = keyof typeof files;
export const stacks = Object.keys(files) as Stack[];

/** A StatefulSet as KubeSphere's own installer applies it. */
export function statefulSetOf(stack: Stack): StatefulSet {
  return manifestIn(stack, files[stack]) as StatefulSet;
}

/** The ConfigMap of the logging stack as KubeSphere's own installer applies it. */
export function configMapOf(stack: Stack): ConfigMap {
  const file = stack.startsWith('kubesphere-2')
    ? 'elasticsearch-logging/configmap.yaml'
    : 'configmap-elasticsearch-logging.yaml';
  return manifestIn(stack, file);
}

function manifestIn(stack: Stack, file: string): Manifest {
  return parse(readFileSync(join(sandbox, stack.replace(' master', ''), file), 'utf8')) as Manifest;
}
