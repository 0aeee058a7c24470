import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

interface Kubeconfig {
  clusters: { name: string; cluster: { server: string; 'certificate-authority-data'?: string } }[];
  users: { name: string; user: object }[];
}

/** Where an API server is, and the certificate authority that it is known by, from a kubeconfig. */
export function clusterIn(kubeconfig: string) {
  const [entry] = (parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig).clusters;
  if (entry === undefined) throw new Error(`${kubeconfig} has no cluster`);
  return { url: new URL(entry.cluster.server), authority: entry.cluster['certificate-authority-data'] };
}

/** Writes a copy of a kubeconfig in which its cluster or its user is another. */
export function writeKubeconfig(
  file: string,
  original: string,
  different: { cluster?: object; user?: object },
): string {
  const config = parse(readFileSync(original, 'utf8')) as Kubeconfig;
  const clusters = config.clusters.map(({ name, cluster }) => ({
    name,
    cluster: { ...cluster, ...different.cluster },
  }));
  const users = config.users.map(({ name, user }) => ({ name, user: different.user ?? user }));
  writeFileSync(file, stringify({ ...config, clusters, users }));
  return file;
}
