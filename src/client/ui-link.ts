/** A run in the Temporal web UI. */
export function runLink(ui: string, namespace: string, workflowId: string): string {
  return `${ui}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}

/** The form that starts a workflow, filled in but for its input. */
export function startLink(ui: string, namespace: string, workflowType: string, taskQueue: string): string {
  const query = new URLSearchParams({ workflowType, taskQueue });
  return `${ui}/namespaces/${encodeURIComponent(namespace)}/workflows/start-workflow?${query.toString()}`;
}
