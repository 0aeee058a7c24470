import { Context, cancellationSignal } from '@temporalio/activity';
import type { Cluster } from './cluster';

/** The same cluster, with every request ended when the activity is cancelled or its worker shuts down. */
export function withinActivity(cluster: Cluster): Cluster {
  return boundTo(cluster, cancellationSignal());
}

/**
 * The same cluster for a request that starts something: it goes on when the run is cancelled, because Elasticsearch
 * would go on too, and only its answer tells what there is to undo. A worker that shuts down still ends it.
 */
export function outlivingCancellation(cluster: Cluster): Cluster {
  // Taken now: the listener runs outside of the activity.
  const context = Context.current();
  const { cancellationSignal: signal } = context;
  const controller = new AbortController();
  signal.addEventListener('abort', () => {
    if (context.cancellationDetails?.cancelRequested !== true) controller.abort(signal.reason);
  });
  return boundTo(cluster, controller.signal);
}

function boundTo(cluster: Cluster, signal: AbortSignal): Cluster {
  const { elasticsearch, kubernetes } = cluster;
  return {
    ...cluster,
    elasticsearch: elasticsearch.within(signal),
    ...(kubernetes === undefined ? {} : { kubernetes: { ...kubernetes, api: kubernetes.api.within(signal) } }),
  };
}
