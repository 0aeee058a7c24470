import fs from 'node:fs';
import path from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';

export type KubeSphereVersion = '2.1.1' | '3.3.2';

/**
 * The genuine manifests of KubeSphere's logging stack. Two things differ: the data nodes' heap fits a small machine, and
 * the CronJob has the API version that is left (batch/v1beta1 is gone since Kubernetes 1.25).
 */
export function kubeSphereManifests(version: KubeSphereVersion): KubernetesObject[] {
  const folder = path.join(__dirname, '..', `kubesphere-${version}`);
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const texts = files.sort().map((name) => fitted(fs.readFileSync(path.join(folder, name), 'utf8')));
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject));
}

function fitted(manifest: string): string {
  return manifest
    .replace('-Xms1536m -Xmx1536m', '-Xms512m -Xmx512m')
    .replace('apiVersion: batch/v1beta1', 'apiVersion: batch/v1');
}
