import { z } from 'zod';
import type { Kubernetes, KubernetesVersion } from './kubernetes';

// A minor of a managed cluster reads `21+`.
const numberSchema = z.string().transform((text) => Number.parseInt(text, 10));
const versionSchema = z.object({ major: numberSchema, minor: numberSchema, gitVersion: z.string() });

/** Asks the API server for its version. */
export async function discoverVersion(kubernetes: Kubernetes): Promise<KubernetesVersion> {
  const { major, minor, gitVersion } = await kubernetes.send({ method: 'GET', path: '/version' }, versionSchema);
  return { major, minor, text: gitVersion };
}
