import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ConfigMap, CronJob } from '../../src/planning/manifest';

type Stack = '2.1.1' | '3.3.2';

const sandbox = join(__dirname, '../../sandbox');
const files = {
  '2.1.1': ['elasticsearch-logging-curator/cronjob.yaml', 'elasticsearch-logging-curator/configmap.yaml'],
  '3.3.2': [
    'cronjob-elasticsearch-logging-curator-elasticsearch-curator.yaml',
    'configmap-elasticsearch-logging-curator-elasticsearch-curator-config.yaml',
  ],
} as const;

/** The CronJob of Curator as KubeSphere's own installer applies it. */
export function curatorJobOf(stack: Stack, different: Partial<CronJob['spec']> = {}): CronJob {
  const cronJob = manifestIn(stack, files[stack][0]) as CronJob;
  return { ...cronJob, spec: { ...cronJob.spec, ...different } };
}

/** The action file in its ConfigMap. */
export function curatorFileOf(stack: Stack): string {
  return (manifestIn(stack, files[stack][1]) as ConfigMap).data?.['action_file.yml'] ?? '';
}

function manifestIn(stack: Stack, file: string): unknown {
  return parse(readFileSync(join(sandbox, `kubesphere-${stack}`, file), 'utf8'));
}
