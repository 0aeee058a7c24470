import { z } from 'zod';
import type { ObjectEvent } from '../planning/manifest';
import type { Kubernetes } from './kubernetes';
import { resourcePath } from './resource-path';

const time = z.string().nullish();

const eventSchema = z
  .object({
    metadata: z.object({ creationTimestamp: time, resourceVersion: z.string().default('') }),
    type: z.string().default('Normal'),
    reason: z.string().default(''),
    message: z.string().default(''),
    firstTimestamp: time,
    lastTimestamp: time,
    // A component that records through events.k8s.io may fill in only these two.
    eventTime: time,
    series: z.object({ lastObservedTime: time }).nullish(),
  })
  .transform(({ type, reason, message, metadata, ...times }) => {
    const { series, lastTimestamp, eventTime, firstTimestamp } = times;
    const lastSeen =
      series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp ?? '';
    return { event: { type, reason, message, lastSeen }, version: metadata.resourceVersion };
  });

type Stored = z.output<typeof eventSchema>;

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
  return (items ?? []).sort(newestFirst).map(({ event }) => event);
}

/** Most times are whole seconds; within one, the order of writing tells. */
function newestFirst(a: Stored, b: Stored): number {
  const [secondOfA, secondOfB] = [a, b].map(({ event }) => Math.floor(Date.parse(event.lastSeen) / 1000));
  if (secondOfA !== secondOfB) return (secondOfB ?? 0) - (secondOfA ?? 0);
  return b.version.localeCompare(a.version, 'en', { numeric: true });
}
