export { runLink } from '../planning/run-link';

/** The form that starts a workflow, filled in but for its input. */
export function startLink(ui: string, namespace: string, workflowType: string, taskQueue: string): string {
  const query = new URLSearchParams({ workflowType, taskQueue });
  return `${ui}/namespaces/${encodeURIComponent(namespace)}/workflows/start-workflow?${query.toString()}`;
}
