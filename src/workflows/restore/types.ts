import { z } from 'zod';
import { forcibleChecks, whyNotForcible } from '../../planning/restore-checks/check-name';
import type { ChosenSnapshot, RestorePlan } from '../../planning/restore-plan';
import type { AskedRestore } from '../../planning/restore/input-rules';
import { inputRules, mostDays } from '../../planning/restore/input-rules';
import type { Compared } from '../../planning/restored-counts';
import { TimeSpan } from '../../planning/time-span';
import { clusterField, dayField, lifetimeField, speedField } from '../input-fields';

/** Names of indices; wildcards are those of Elasticsearch. */
const indexNames = z
  .array(z.string().min(1, 'must not be empty'), { error: 'must be a list of index names' })
  .min(1, 'must name at least one index');

const forcibleCheck = z.string({ error: 'must be the name of a check' }).superRefine((name, context) => {
  const problem = whyNotForcible(name);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** What `restore` takes. */
export const restoreInput = {
  workflow: 'restore',
  schema: z
    .strictObject({
      cluster: clusterField,
      days: z
        .array(dayField, { error: 'must be a list of days' })
        .min(1, 'must name at least one day')
        .max(mostDays, `must name at most ${mostDays} days`)
        .optional()
        .describe('The calendar days to bring back, as YYYY-MM-DD'),
      from: dayField.optional().describe('The first of several days in a row, YYYY-MM-DD; together with "to"'),
      to: dayField.optional().describe('The last of them'),
      indices: indexNames.optional().describe('Indices of the snapshots, by name; * stands for any letters'),
      snapshot: z
        .string({ error: 'must be the name of a snapshot, or "latest"' })
        .min(1, 'must not be empty')
        .optional()
        .describe(
          'Take everything from this snapshot, or from the "latest" that succeeded; by default each day from the newest that holds it',
        ),
      asOf: z.iso
        .datetime({ offset: true, error: 'must be a time with its zone, such as 2026-11-30T08:00:00+08:00' })
        .optional()
        .describe('Take no snapshot that was started after this time'),
      into: z
        .strictObject({
          cluster: clusterField.optional().describe('Another cluster of logkeep.yaml to restore into'),
          prefix: z.string().min(1).optional().describe('Put before each name'),
          suffix: z.string().min(1).optional().describe('Put after each name'),
          pattern: z.string().min(1).optional().describe('A regular expression for the names; with "replacement"'),
          replacement: z
            .string()
            .optional()
            .describe('What becomes of what the pattern matched; $1 is its first group'),
        })
        .optional()
        .describe('Where to, and under which names; by default the same cluster and the same names'),
      replicas: z
        .int('must be a whole number')
        .min(0)
        .max(20)
        .optional()
        .describe(
          'How many copies of each shard in the end; by default as many as the index had. Restored with none, which are added when the days can be searched',
        ),
      priority: z.int('must be a whole number').min(0).optional().describe('index.priority of the restored indices'),
      speed: speedField
        .optional()
        .describe('At most so many bytes a second on each node while this restore lasts, such as "40MB"'),
      expireAfter: lifetimeField
        .default(TimeSpan.parse('7d'))
        .describe('After which time the restored indices are deleted again, such as "7d", or "never"'),
      onConflict: z
        .enum(['fail', 'skip', 'replace'], { error: 'must be one of: fail, skip, replace' })
        .default('fail')
        .describe('What to do about an index of the same name'),
      confirm: indexNames.optional().describe('The indices that may be replaced, each by its full name'),
      force: z
        .array(forcibleCheck, { error: 'must be a list of names of checks' })
        .default([])
        .describe(`Checks that are overruled: ${forcibleChecks.join(', ')}`),
      dryRun: z.boolean({ error: 'must be true or false' }).default(false).describe('Only say what would be done'),
    })
    .superRefine(
      (asked: AskedRestore, context) => {
        // Not even an object: that is said already.
        if (typeof asked !== 'object' || asked === null) return;
        for (const rule of inputRules) {
          const message = rule(asked);
          if (message !== null) context.addIssue({ code: 'custom', message });
        }
      },
      // Also when a field is wrong by itself, so that everything is said at once.
      { when: () => true },
    ),
  example: { cluster: 'kubesphere', days: ['2019-11-12'] },
};

export type RestoreInput = z.input<typeof restoreInput.schema>;

/** What `restore` did, or would do. Sizes in bytes, times in seconds. */
export interface RestoreResult {
  /** The cluster whose snapshots they are. */
  cluster: string;
  /** The other cluster that they were restored into. */
  into?: string;
  dryRun: boolean;
  /** Those that were asked for. */
  days: string[];
  /** The indices that are back, under the names that they have now, by the snapshot they came from, and why from that one. */
  restored: (ChosenSnapshot & { indices: string[] })[];
  /** Indices that got another name: from the one in the snapshot to the one that they have. */
  renamed: Record<string, string>;
  /** Names that were taken, and stay as they were. */
  skipped: string[];
  /** Indices that gave their names to restored ones, and are gone. */
  replaced: string[];
  /** Absent when the indices could not be searched. */
  documents?: number;
  bytes: number;
  shards: number;
  seconds: number;
  /** Until all days could be searched; afterwards copies are added. Absent where nothing was restored, as are the next two. */
  searchableSeconds?: number;
  /** How many indices hold what was written down of them before their snapshots were taken. */
  compared?: Compared;
  /** When the indices are deleted again, ISO 8601 in UTC, or `never`. */
  expires?: string;
  /** What a person should know of the copies that were restored, one sentence each. */
  warnings: string[];
  /** What a dry run has found, in full. */
  plan?: RestorePlan;
  /** One sentence for people. */
  summary: string;
}
