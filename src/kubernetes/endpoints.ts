import { z } from 'zod';
import { NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { resourcePath } from './resource-path';

const slicesSchema = z.object({
  items: z
    .array(
      z.object({
        endpoints: z
          .array(
            z.object({
              addresses: z.array(z.string()),
              conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

const endpointsSchema = z.object({
  subsets: z.array(z.object({ addresses: z.array(z.object({ ip: z.string() })).nullish() })).nullish(),
});

/** The addresses of the pods that a Service sends requests to just now, sorted. */
export async function readyAddresses(kubernetes: Kubernetes, namespace: string, service: string): Promise<string[]> {
  const addresses =
    (await fromSlices(kubernetes, namespace, service, 'discovery.k8s.io/v1')) ??
    // Before Kubernetes 1.21.
    (await fromSlices(kubernetes, namespace, service, 'discovery.k8s.io/v1beta1')) ??
    // Before Kubernetes 1.17.
    (await fromEndpoints(kubernetes, namespace, service));
  return [...new Set(addresses)].sort();
}

/** Null when the server does not know this version of the API: a list is never missing otherwise. */
async function fromSlices(kubernetes: Kubernetes, namespace: string, service: string | null, apiVersion: string) {
  const path = resourcePath({ apiVersion, plural: 'endpointslices' }, namespace);
  const query = service === null ? {} : { labelSelector: `kubernetes.io/service-name=${service}` };
  const slices = await insteadOf(NotFound, kubernetes.send({ method: 'GET', path, query }, slicesSchema), null);
  if (slices === null) return null;
  const endpoints = (slices.items ?? []).flatMap((slice) => slice.endpoints ?? []);
  // Left out means ready.
  return endpoints.filter(({ conditions }) => conditions?.ready !== false).flatMap((endpoint) => endpoint.addresses);
}

async function fromEndpoints(kubernetes: Kubernetes, namespace: string, service: string): Promise<string[]> {
  const path = resourcePath({ apiVersion: 'v1', plural: 'endpoints' }, namespace, service);
  const endpoints = await insteadOf(NotFound, kubernetes.send({ method: 'GET', path }, endpointsSchema), null);
  return (endpoints?.subsets ?? []).flatMap((subset) => subset.addresses ?? []).map(({ ip }) => ip);
}

/** The addresses of all pods of the namespace that any Service sends requests to; null where only old APIs could tell. */
export async function servingAddresses(kubernetes: Kubernetes, namespace: string): Promise<string[] | null> {
  return (
    (await fromSlices(kubernetes, namespace, null, 'discovery.k8s.io/v1')) ??
    (await fromSlices(kubernetes, namespace, null, 'discovery.k8s.io/v1beta1'))
  );
}
