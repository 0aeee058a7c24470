import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { reapOrphans } from '../../sandbox/processes/reap';
import { startTemporal } from '../../sandbox/servers/start-temporal';
import { preloadModules } from '../../src/worker/workflow-code';
import { publishRunningWorld, runningWorld } from './running-world';

const root = resolve(__dirname, '../..');

/** One Temporal server and one bundle of the workflows for all test files; each file starts its own Elasticsearch. */
export default async function setUp(): Promise<void> {
  await reapOrphans();
  const [temporal, bundle] = await Promise.all([
    startTemporal({ world: `test-${process.pid}` }),
    bundleWorkflowCode({ workflowsPath: join(root, 'src/workflows'), preloadModules }),
  ]);
  const folder = join(root, '.sandbox', `test-bundle-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const workflowBundle = join(folder, 'workflows.js');
  writeFileSync(workflowBundle, bundle.code);
  publishRunningWorld({ temporal: temporal.address, workflowBundle });
  runningWorld.stop = () => temporal.stop();
  runningWorld.folder = folder;
}
