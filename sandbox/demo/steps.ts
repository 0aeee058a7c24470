import type { ListrTask } from 'listr2';
import { LogkeepClient } from '../../src/client/logkeep-client';
import { connect } from '../../src/elasticsearch/client';
import { deleteIndex } from '../../src/elasticsearch/indices';
import { registerRepository } from '../../src/elasticsearch/repositories';
import { grouped } from '../../src/planning/listing';
import { contentChecksum } from '../seed/content-checksum';
import { seedKubesphereLogs } from '../seed/seed-kubesphere-logs';
import { startElasticsearch } from '../servers/start-elasticsearch';
import { startTemporal } from '../servers/start-temporal';
import { startWorker } from '../servers/start-worker';
import { preferPort } from '../processes/ports';
import { runOperation } from './run-operation';
import { cluster, given, lostDay, lostIndex, repository } from './story';
import type { Story } from './story';

type Step = ListrTask<Story>;

export const elasticsearchStep: Step = {
  title: 'Elasticsearch 6.7.0, as KubeSphere 2.1 has it',
  task: async (story, task) => {
    const progress = (line: string) => (task.output = line);
    const server = await startElasticsearch({ version: '6.7.0', world: story.world, name: cluster, progress });
    story.server = server;
    story.repositoryPath = server.repositoryPath;
    story.section = { preset: 'kubesphere-2.1', elasticsearch: { url: server.url } };
    story.elasticsearch = connect({ urls: [server.url] });
    task.title += `: ${server.url}`;
  },
};

export const temporalStep: Step = {
  title: 'Temporal with its web UI',
  task: async (story, task) => {
    const ports = { grpc: await preferPort(7233), ui: await preferPort(8233) };
    story.temporal = await startTemporal({
      world: story.world,
      name: 'temporal',
      ports,
      progress: (line) => (task.output = line),
    });
    task.title += `: ${story.temporal.uiUrl}`;
  },
};

export const workerStep: Step = {
  title: "logkeep's worker",
  task: async (story, task) => {
    const { address } = given(story, 'temporal');
    const clusters = { [cluster]: given(story, 'section') };
    task.output = 'Bundling the workflows';
    story.config = await startWorker({ world: story.world, temporal: address, clusters });
    const settings = { address, namespace: 'default', origin: 'the demo', connection: { address } };
    story.client = await LogkeepClient.connect(settings, 'logkeep');
  },
};

export const seedStep: Step = {
  title: 'Ten days of KubeSphere logs',
  task: async (story, task) => {
    const { linesPerDay } = story;
    task.title += `, ${grouped(linesPerDay)} lines each`;
    let shown = 0;
    const onProgress = ({ documents, of }: { documents: number; of: number }) => {
      // In a log file a line for each fifth is enough.
      if (!process.stdout.isTTY && documents - shown < of / 5) return;
      shown = documents;
      task.output = `${grouped(documents)} of ${grouped(of)} lines`;
    };
    await seedKubesphereLogs({ ...given(story, 'server'), linesPerDay, onProgress });
  },
};

export const repositoryStep: Step = {
  title: `Register the repository ${repository}`,
  task: async (story) => {
    const settings = { location: given(story, 'repositoryPath') };
    await registerRepository(given(story, 'elasticsearch'), repository, { type: 'fs', settings });
  },
};

export const measureStep: Step = {
  title: `Count and checksum ${lostDay}`,
  task: async (story, task) => {
    story.before = await contentChecksum(given(story, 'server'), lostIndex);
    task.title += `: ${grouped(story.before.documents)} lines`;
  },
};

export const backupStep: Step = {
  title: 'backup',
  task: (story, task) => runOperation(story, task, 'backup', { cluster }),
};

export const loseStep: Step = {
  title: `Lose a day: delete ${lostIndex}`,
  task: (story) => deleteIndex(given(story, 'elasticsearch'), lostIndex),
};

export const restoreStep: Step = {
  title: 'restore',
  task: (story, task) => runOperation(story, task, 'restore', { cluster, days: [lostDay] }),
};

export const compareStep: Step = {
  title: `Count and checksum ${lostDay} again`,
  task: async (story, task) => {
    story.after = await contentChecksum(given(story, 'server'), lostIndex);
    if (story.after.sha256 !== given(story, 'before').sha256)
      throw new Error(`${lostDay} came back with other content than it had`);
    task.title += ': identical';
  },
};
