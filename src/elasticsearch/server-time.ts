import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';

const healthSchema = z.array(z.object({ epoch: z.coerce.number() }));

/**
 * A moment, or the time on the server's clock if that is earlier: with a Temporal server whose clock is ahead, days and
 * snapshots would look older than they are.
 */
export async function notAfterServer(elasticsearch: Elasticsearch, moment: Date): Promise<Date> {
  const query = { format: 'json', h: 'epoch' };
  const [health] = await elasticsearch.send({ method: 'GET', path: '/_cat/health', query }, healthSchema);
  const server = (health?.epoch ?? 0) * 1000;
  return new Date(Math.min(moment.getTime(), server));
}
