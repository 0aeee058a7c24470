/** An alias of an index. `isWriteIndex` is absent where nobody has said so. */
export interface IndexAlias {
  name: string;
  isWriteIndex?: boolean;
  indexRouting?: string;
}

/** Why an index refuses writes, as its settings say. */
export interface IndexBlocks {
  /** `index.blocks.write`. */
  write: boolean;
  /** `index.blocks.read_only`: nobody writes, and it cannot be deleted. */
  readOnly: boolean;
  /** `index.blocks.read_only_allow_delete`, of a disk that ran full: nobody writes, and its settings cannot be changed. */
  onlyDelete: boolean;
}

/** What decides about a live index of the cluster, besides its name. */
export interface IndexTraits {
  name: string;
  /** Another index of the same name has another one. */
  uuid: string;
  open: boolean;
  aliases: IndexAlias[];
  /** The data stream that it is a part of. */
  dataStream?: string;
  blocks: IndexBlocks;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** Marks an index that logkeep itself has blocked for writing, so that the block is found again after anything. */
export const sealAlias = 'logkeep-sealed';

/** Whether logkeep has sealed it. */
export function isSealed({ aliases }: Pick<IndexTraits, 'aliases'>): boolean {
  return aliases.some(({ name }) => name === sealAlias);
}

/** Whether nobody can write to it, whoever has seen to that. */
export function isBlocked({ blocks: { write, readOnly, onlyDelete } }: Pick<IndexTraits, 'blocks'>): boolean {
  return write || readOnly || onlyDelete;
}
