import { connect } from '../../src/elasticsearch/client';
import { registerRepository } from '../../src/elasticsearch/repositories';
import { presets } from '../../src/config/presets';
import type { ElasticsearchServer } from '../servers/start-elasticsearch';

/** Registers the repository that the sandbox's logkeep.yaml means, in the server's own folder, so that backups work at once. */
export async function registerFolder({ url, repositoryPath }: ElasticsearchServer): Promise<void> {
  const elasticsearch = connect({ urls: [url] });
  const repository = presets['kubesphere-2.1']?.repository ?? '';
  await registerRepository(elasticsearch, repository, { type: 'fs', settings: { location: repositoryPath } });
  await elasticsearch.close();
}
