/** An index that the cluster has now. */
export interface ExistingIndex {
  name: string;
  uuid: string;
  open: boolean;
}

/**
 * Why indices cannot be restored under their own names; empty when all names are free. A closed index is refused too:
 * Elasticsearch would overwrite it without asking.
 */
export function conflicts(wanted: readonly string[], existing: readonly ExistingIndex[]): string[] {
  return existing
    .filter(({ name }) => wanted.includes(name))
    .map(({ name, open }) =>
      open
        ? `an open index ${name} exists: its day is there already; delete it first if the copy in the backup is the one you want`
        : `a closed index ${name} exists and a restore would overwrite it: open it, or delete it first`,
    );
}
