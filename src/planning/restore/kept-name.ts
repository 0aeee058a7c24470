const prefix = 'logkeep-kept-';

/** The name under which a run keeps an index that it replaces; another run of the same has another one. */
export function keptName(runId: string, index: string): string {
  return `${prefix}${nonceOf(runId)}-${index}`;
}

export function isKeptName(name: string): boolean {
  return name.startsWith(prefix);
}

/** What runs that were ended in between have left of an index: names among those that exist. */
export function leftKept(index: string, existing: readonly string[]): string[] {
  return existing.filter((name) => isKeptName(name) && name.slice(prefix.length + nonceLength + 1) === index);
}

/** Matches every name that `keptName` makes. */
export const keptWildcard = `${prefix}*`;

const nonceLength = 12;

/** The end of a run ID is random; its beginning is the time, the same for all of a minute. */
function nonceOf(runId: string): string {
  const nonce = runId.toLowerCase().replace(/[^a-z0-9]/g, '');
  return nonce.slice(-nonceLength).padStart(nonceLength, '0');
}
