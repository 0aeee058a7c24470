import { cancellationSignal } from '@temporalio/activity';
import type { Cluster } from './cluster';

/** The same cluster, with every request ended when the activity is cancelled or its worker shuts down. */
export function withinActivity(cluster: Cluster): Cluster {
  return { ...cluster, elasticsearch: cluster.elasticsearch.within(cancellationSignal()) };
}
