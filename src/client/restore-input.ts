import { InvalidInput, parseInput } from '../planning/input';
import { restoreInput } from '../workflows/restore/types';
import type { RestoreInput } from '../workflows/restore/types';
import { CommandError, exitCode } from './exit-code';

/** The options of `logkeep restore` as they were given. */
export interface RestoreOptions {
  day?: string[];
  from?: string;
  to?: string;
  index?: string[];
  snapshot?: string;
  asOf?: string;
  intoCluster?: string;
  prefix?: string;
  suffix?: string;
  renamePattern?: string;
  renameReplacement?: string;
  onConflict?: 'fail' | 'skip' | 'replace';
  confirm?: string[];
  replicas?: number;
  priority?: number;
  speed?: string;
  expireAfter?: string;
  force?: string[];
  dryRun: boolean;
}

/** Whether anything was named that is to be brought back. */
export function namesSomething({ day, from, to, index }: RestoreOptions): boolean {
  return [day, from, to, index].some((option) => option !== undefined);
}

/** The input of the workflow, with nothing in it that was not given. */
export function restoreInputOf(cluster: string, options: RestoreOptions): RestoreInput {
  const { day, index, intoCluster, prefix, suffix, renamePattern, renameReplacement, dryRun, ...others } = options;
  const { from, to, snapshot, asOf, onConflict, confirm, replicas, priority, speed, expireAfter, force } = others;
  const into = given({ cluster: intoCluster, prefix, suffix, pattern: renamePattern, replacement: renameReplacement });
  return {
    cluster,
    ...given({ days: day && [...new Set(day)], from, to, indices: index, snapshot, asOf }),
    ...(Object.keys(into).length === 0 ? {} : { into }),
    ...given({ onConflict, confirm, replicas, priority, speed, expireAfter, force }),
    ...(dryRun ? { dryRun } : {}),
  };
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** How each field of the input is called here. */
const optionOf: [RegExp, string][] = [
  [/^days\[\d+\]: /, '--day: '],
  [/^days: /, '--day: '],
  [/^indices(\[\d+\])?: /, '--index: '],
  [/^into\.cluster: /, '--into-cluster: '],
  [/^into\.(prefix|suffix): /, '--$1: '],
  [/^into\.(pattern|replacement): /, '--rename-$1: '],
  [/^asOf: /, '--as-of: '],
  [/^onConflict: /, '--on-conflict: '],
  [/^expireAfter: /, '--expire-after: '],
  [/^confirm(\[\d+\])?: /, '--confirm: '],
  [/^force(\[\d+\])?: /, '--force: '],
  [/^(from|to|snapshot|replicas|priority|speed): /, '--$1: '],
];

/**
 * Checks it before anything is started, so that a slip of the finger does not leave a failed run behind.
 * @throws CommandError (usage) with every problem at once.
 */
export function checkedInput(input: RestoreInput): RestoreInput {
  try {
    parseInput('restore', restoreInput.schema, input, restoreInput.example);
    return input;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const problems = error.problems.map((problem) =>
      optionOf.reduce((text, [field, option]) => text.replace(field, option), problem),
    );
    throw new CommandError(problems.join('; '), exitCode.usage);
  }
}
