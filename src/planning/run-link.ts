/** A run in the Temporal web UI; the newest one of its workflow ID when none is named. */
export function runLink(ui: string, namespace: string, workflowId: string, runId?: string): string {
  const workflow = `${ui}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  return runId === undefined ? workflow : `${workflow}/${encodeURIComponent(runId)}`;
}
