import { z } from 'zod';
import type { ObjectEvent } from '../planning/manifest';
import type { Kubernetes } from './kubernetes';
import { resourcePath } from './resource-path';

const time = z.string().nullish();

const eventSchema = z
  .object({
    metadata: z.object({ creationTimestamp: time }),
    type: z.string().default('Normal'),
    reason: z.string().default(''),
    message: z.string().default(''),
    firstTimestamp: time,
    lastTimestamp: time,
    // The newer recorder fills in these two instead (kubelet's do not, the scheduler's do).
    eventTime: time,
    series: z.object({ lastObservedTime: time }).nullish(),
  })
  .transform(({ type, reason, message, metadata, ...times }): ObjectEvent => {
    const { series, lastTimestamp, eventTime, firstTimestamp } = times;
    const lastSeen =
      series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp ?? '';
    return { type, reason, message, lastSeen };
  });

const eventsSchema = z.object({ items: z.array(eventSchema).nullish() });

/** What happened to one object in the last hour (the server keeps no more), the newest first. */
export async function listEvents(
  kubernetes: Kubernetes,
  namespace: string,
  kind: string,
  name: string,
  uid?: string,
): Promise<ObjectEvent[]> {
  const about = { kind, name, ...(uid === undefined ? {} : { uid }) };
  const fieldSelector = Object.entries(about)
    .map(([field, value]) => `involvedObject.${field}=${value}`)
    .join(',');
  const path = resourcePath({ apiVersion: 'v1', plural: 'events' }, namespace);
  const { items } = await kubernetes.send({ method: 'GET', path, query: { fieldSelector } }, eventsSchema);
  return (items ?? []).sort((a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen));
}
