/** The name under which the API server records which fields are logkeep's. */
export const fieldManager = 'logkeep';

export interface WriteOptions {
  /** Everything is checked, admission included, and nothing is stored. */
  dryRun?: boolean;
}

/** The query of a request that writes. */
export function writing({ dryRun = false }: WriteOptions = {}): Record<string, string> {
  return { fieldManager, ...(dryRun ? { dryRun: 'All' } : {}) };
}

/** The kinds of patch, by content type. */
export const patchTypes = {
  apply: 'application/apply-patch+yaml',
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
} as const;
