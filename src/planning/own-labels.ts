/** The labels of everything that logkeep creates on Kubernetes. */
export function ownLabels(cluster: string): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'logkeep', 'logkeep/cluster': cluster };
}
