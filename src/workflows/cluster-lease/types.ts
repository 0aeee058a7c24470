/** The workflow ID that stands for the right to change a cluster: Temporal lets only one run have it. */
export function leaseId(cluster: string): string {
  return `lease-${cluster}`;
}

export interface LeaseInput {
  cluster: string;
  /** What is done under it, and the workflow that does it. */
  operation: string;
  holder: string;
}
