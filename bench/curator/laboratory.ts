import type { TemporalSettings } from '../../src/config/temporal';
import { LogkeepClient } from '../../src/client/logkeep-client';
import { connect } from '../../src/elasticsearch/client';
import type { Elasticsearch } from '../../src/elasticsearch/elasticsearch';
import { registerRepository } from '../../src/elasticsearch/repositories';
import { stopOwned } from '../../sandbox/processes/stop-owned';
import { removeWorld } from '../../sandbox/servers/server-handle';
import { startElasticsearch } from '../../sandbox/servers/start-elasticsearch';
import type { ElasticsearchServer } from '../../sandbox/servers/start-elasticsearch';
import { startTemporal } from '../../sandbox/servers/start-temporal';
import { startWorker } from '../../sandbox/servers/start-worker';

export const cluster = 'kubesphere';
export const repository = 'ks-log-snapshots';
export const world = 'bench-curator';

/** One Elasticsearch, with a repository, that Curator and a worker of logkeep can both work on. */
export interface Laboratory {
  server: ElasticsearchServer;
  elasticsearch: Elasticsearch;
  client: LogkeepClient;
}

/** Starts everything, has the work done, and stops everything. @param snapshots that section of logkeep.yaml. */
export async function inLaboratory<Result>(
  version: '6.7.0' | '7.17.29',
  snapshots: object,
  work: (laboratory: Laboratory) => Promise<Result>,
): Promise<Result> {
  await removeWorld(world);
  const [server, temporal] = await Promise.all([startElasticsearch({ version, world }), startTemporal({ world })]);
  const clusters = { [cluster]: { preset: 'kubesphere-2.1', elasticsearch: { url: server.url }, snapshots } };
  await startWorker({ world, temporal: temporal.address, clusters });
  const elasticsearch = connect({ urls: [server.url] });
  await registerRepository(elasticsearch, repository, { type: 'fs', settings: { location: server.repositoryPath } });
  const { address } = temporal;
  const settings: TemporalSettings = {
    ...{ address, namespace: 'default', origin: 'the benchmark' },
    connection: { address },
  };
  const client = await LogkeepClient.connect(settings, 'logkeep');
  try {
    return await work({ server, elasticsearch, client });
  } finally {
    await client.close();
    await elasticsearch.close();
    await stopOwned();
  }
}
