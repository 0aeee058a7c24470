import path from 'node:path';
import { Listr } from 'listr2';
import type { ListrTask } from 'listr2';
import { handOver } from '../processes/record';
import { stopOwned, stopOwnedOnSignal } from '../processes/stop-owned';
import { nameOf } from '../servers/versions';
import type { ServerVersion } from '../servers/versions';
import { elasticsearchTask } from './elasticsearch-task';
import { existingKubernetesTask } from './existing-kubernetes';
import type { ExistingKubernetes } from './existing-kubernetes';
import { kubernetesTask } from './kubernetes-task';
import { kubeSphere, requireOneKubeSphere } from './kubesphere-cluster';
import { printStarted } from './print-started';
import { temporalTask } from './temporal-task';
import type { TemporalPorts } from './temporal-task';
import { sandboxWorld } from './world';

export interface StartOptions extends TemporalPorts {
  elasticsearch: ServerVersion;
  port?: number;
  /** A Kubernetes with KubeSphere's logging stack in place of an Elasticsearch alone. */
  kubernetes?: boolean;
  /** The kubeconfig of an existing Kubernetes to use instead of one of our own. */
  kubeconfig?: string;
}

/** Brings up Temporal and one Elasticsearch in the background, or finds them running, and prints how to use them. */
export async function start(options: StartOptions): Promise<void> {
  const existing: ExistingKubernetes = {};
  const store = storeTask(options, existing);
  stopOwnedOnSignal();
  // An interrupted task list leaves the terminal's cursor hidden.
  if (process.stdout.isTTY) process.on('exit', () => process.stdout.write('\u001b[?25h'));
  const tasks = new Listr([temporalTask(options), store], {
    concurrent: true,
    // What goes on beside a failure ends first: then all of it can be stopped.
    exitOnError: false,
    collectErrors: 'minimal',
    fallbackRenderer: 'simple',
    rendererOptions: { collapseSkips: false },
    // Its own would end this process on Ctrl-C before the servers are stopped.
    registerSignalListeners: false,
  });
  await tasks.run();
  const [failure] = tasks.errors;
  if (failure) {
    await stopOwned();
    throw failure.error;
  }
  handOver(sandboxWorld);
  printStarted(existing);
}

function storeTask(
  { elasticsearch, port, kubernetes, kubeconfig }: StartOptions,
  existing: ExistingKubernetes,
): ListrTask {
  if (kubernetes || kubeconfig !== undefined) requireOneKubeSphere('kubernetes');
  else if (nameOf(elasticsearch) === kubeSphere) requireOneKubeSphere('server');
  if (kubeconfig !== undefined) return existingKubernetesTask(path.resolve(kubeconfig), existing);
  return kubernetes ? kubernetesTask() : elasticsearchTask(elasticsearch, port);
}
