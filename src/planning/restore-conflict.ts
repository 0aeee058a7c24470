import type { IndexAlias, IndexBlocks } from './live-index';
import { firstNames } from './listing';
import type { ReplacedIndex } from './restore-plan';

/** An index that the cluster has now. */
export interface ExistingIndex {
  name: string;
  uuid: string;
  open: boolean;
}

/** What becomes of an index whose name a restored one is to get. */
export type ConflictPolicy = 'fail' | 'skip' | 'replace';

export interface ConflictVerdict {
  /** Names that stay as they are. */
  skipped: string[];
  replacing: ReplacedIndex[];
  /** One sentence each. */
  problems: string[];
}

/** A closed index counts, too: Elasticsearch would overwrite it without asking. */
export function judgeConflicts(existing: readonly ExistingIndex[], policy: 'fail' | 'skip'): ConflictVerdict {
  if (policy === 'skip') return { skipped: existing.map(({ name }) => name), replacing: [], problems: [] };
  return { skipped: [], replacing: [], problems: existing.map(conflict) };
}

function conflict({ name, open }: ExistingIndex): string {
  return open
    ? `an open index ${name} exists: its day is there already; delete it first if the copy in the backup is the one you want`
    : `a closed index ${name} exists and a restore would overwrite it: open it, or delete it first`;
}

/** Why names cannot be had that are aliases. */
export function aliasConflicts(aliases: readonly { alias: string; index: string }[]): string[] {
  return aliases.map(
    ({ alias, index }) => `${alias} is an alias of ${index}: remove it, or restore under another name`,
  );
}

/** An index whose name is wanted, with all that decides whether it may be replaced. */
export interface TakenIndex extends ExistingIndex {
  aliases: TakenAlias[];
  dataStream?: string;
  blocks: IndexBlocks;
  /** All of its primary shards are started. */
  complete: boolean;
  /** It is of today, or of a day to come: its lines are still being written. */
  isCurrent: boolean;
}

export interface TakenAlias extends IndexAlias {
  /** As the server tells it. */
  definition: Record<string, unknown>;
  /** It points to no other index. */
  isAlone: boolean;
}

/**
 * Which of the indices may be replaced: those that an operator has named, as far as a copy of them can be kept and
 * nobody writes to them meanwhile.
 * @param keep as what an index would be kept, and under which name.
 */
export function judgeReplacing(
  taken: readonly TakenIndex[],
  confirm: readonly string[],
  keep: (index: string) => ReplacedIndex['kept'],
): ConflictVerdict {
  const judged = taken.map((index) => ({ index, objections: whyNotReplaced(index, confirm) }));
  return {
    skipped: [],
    replacing: judged
      .filter(({ objections }) => objections.length === 0)
      .map(({ index: { name, uuid, blocks, aliases } }) => ({
        ...{ name, uuid, kept: keep(name), wasBlocked: blocks.write },
        aliases: Object.fromEntries(aliases.map((alias) => [alias.name, alias.definition])),
      })),
    problems: judged.flatMap(({ objections }) => objections),
  };
}

function whyNotReplaced(index: TakenIndex, confirm: readonly string[]): string[] {
  const { name, blocks } = index;
  if (!confirm.includes(name)) return [`${name} exists: to have it replaced, give "confirm": ["${name}"]`];
  if (!index.open) return [`${name} is closed, so it cannot be kept while it is replaced: open it, or delete it first`];
  return [
    ...writtenTo(index),
    ...(index.complete
      ? []
      : [
          `${name} lacks a primary shard, so it cannot be kept while it is replaced: see to it, or delete the index first`,
        ]),
    ...(blocks.readOnly || blocks.onlyDelete
      ? [`${name} is read-only (index.blocks.read_only or read_only_allow_delete): set that to null first`]
      : []),
  ];
}

/** A writer that meets a name which is gone for a moment makes an index of it. */
function writtenTo({ name, aliases, dataStream, isCurrent }: TakenIndex): string[] {
  if (dataStream !== undefined) return [`${name} is a part of data stream ${dataStream}: restore under another name`];
  if (isCurrent) return [`${name} is still being written to: restore under another name`];
  const writing = aliases.filter(({ isWriteIndex }) => isWriteIndex === true).map((alias) => alias.name);
  if (writing.length > 0)
    return [`${name} is what alias ${firstNames(writing)} writes to: let it write to another index first`];
  const alone = aliases.filter((alias) => alias.isAlone && alias.isWriteIndex !== false).map((alias) => alias.name);
  if (alone.length === 0) return [];
  return [
    `alias ${firstNames(alone)} has no other index than ${name}, and whoever writes to it meanwhile would make an index of that name: remove the alias first`,
  ];
}
