import type { ListrTask } from 'listr2';
import { connect } from '../../src/elasticsearch/client';
import { runOperation } from '../demo/run-operation';
import { cluster, given } from '../demo/story';
import { deployKubeSphereLogging } from '../kubernetes/deploy-kubesphere-logging';
import { serviceUrl } from '../kubernetes/service-url';
import { startKubernetes } from '../kubernetes/start-kubernetes';
import { startLogWriter } from '../log-writer/start-log-writer';
import { SandboxError } from '../sandbox-error';
import type { KubeSphereStory } from './story';

type Step = ListrTask<KubeSphereStory>;

/** How many lines a second are written while logkeep works. */
export const linesPerSecond = 10;

export const kubernetesStep: Step = {
  title: 'A genuine Kubernetes',
  task: async (story, task) => {
    const progress = (line: string) => (task.output = line);
    story.kubernetes = await startKubernetes({ world: story.world, name: 'kubernetes', progress });
    task.output = "Waiting for KubeSphere 2.1.1's logging stack to be green";
    await deployKubeSphereLogging(story.kubernetes, { stack: '2.1.1' });
    const url = await serviceUrl(story.kubernetes);
    const { kubeconfig } = story.kubernetes;
    story.server = { url };
    story.section = { preset: 'kubesphere-2.1', elasticsearch: { url }, kubernetes: { kubeconfig } };
    story.elasticsearch = connect({ urls: [url] });
    task.title += ` with KubeSphere 2.1.1's logging stack: ${url}`;
  },
};

export const writeStep: Step = {
  title: `Write ${linesPerSecond} log lines a second from now on`,
  task: async (story) => {
    story.writer = await startLogWriter({ url: given(story, 'server').url, linesPerSecond });
  },
};

export const setupStep: Step = {
  title: 'setupBackup',
  // A single master is handed over where that is safe; where it is not, the demo takes the pause of a plain restart.
  task: (story, task) => runOperation(story, task, 'setupBackup', { cluster, acceptOutage: true }),
};

export const stopWritingStep: Step = {
  title: 'Write no more log lines',
  task: async ({ writer }) => {
    const report = await writer?.stop();
    if (!report || report.written === 0) throw new SandboxError('The log writer could not write a single line.');
  },
};

/** The step, with note taken of when it began and ended. */
export function timed(name: string, step: Step): Step {
  return {
    ...step,
    task: async (story, task) => {
      const from = Date.now();
      await step.task(story, task);
      story.periods.push({ name, from, to: Date.now() });
    },
  };
}
