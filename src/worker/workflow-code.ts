import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';

/** Modules that all runs of a worker share instead of loading them once per run. Stateless, so that runs stay apart. */
export const preloadModules = ['zod', 'luxon'];

/** The prebuilt bundle of `npm run build` where there is one, else the sources. */
export function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'bundlerOptions'> {
  const codePath = join(__dirname, '..', 'workflow-bundle.js');
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  return { workflowsPath: join(__dirname, '..', 'workflows'), bundlerOptions: { preloadModules } };
}
