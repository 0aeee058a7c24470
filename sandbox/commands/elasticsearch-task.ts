import type { ListrTask } from 'listr2';
import { preferPort } from '../processes/ports';
import { startElasticsearch } from '../servers/start-elasticsearch';
import { factsOf, nameOf } from '../servers/versions';
import type { ServerVersion } from '../servers/versions';
import { isUp } from './is-up';
import { registerFolder } from './register-folder';
import { sandboxWorld } from './world';

export function elasticsearchTask(version: ServerVersion, port: number | undefined): ListrTask {
  const { distribution, number } = factsOf(version);
  return {
    title: `${distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch'} ${number}`,
    skip: () => isUp(nameOf(version), { http: port }),
    task: async (_, task) => {
      const server = await startElasticsearch({
        version,
        world: sandboxWorld,
        name: nameOf(version),
        port: port ?? (await preferPort(9200)),
        keepData: true,
        progress: (line) => (task.output = line),
      });
      await registerFolder(server);
    },
  };
}
