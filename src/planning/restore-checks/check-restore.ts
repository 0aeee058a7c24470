import type { Check } from '../restore-plan';
import type { RestoreFacts } from './facts';
import { judgeAllocation } from './judge-allocation';
import { judgeFloodStage, judgeReadOnly } from './judge-blocks';
import { judgeCleaners } from './judge-cleaners';
import { judgeClosedTarget } from './judge-closed-target';
import { judgeSnapshotDeletion } from './judge-deletion';
import { judgeDiskFit } from './judge-disk-fit';
import { judgeHealth } from './judge-health';
import { judgeShardLimit } from './judge-shard-limit';
import type { CheckedPlan, Judge } from './judge';
import { forcibleChecks } from './check-name';

const judges: readonly Judge[] = [
  judgeReadOnly,
  judgeClosedTarget,
  judgeSnapshotDeletion,
  judgeShardLimit,
  judgeAllocation,
  judgeHealth,
  judgeDiskFit,
  judgeFloodStage,
  judgeCleaners,
];

/** Everything that stands in the way of a restore, or that a person should know before it. */
export function checkRestore(facts: RestoreFacts, plan: CheckedPlan): Check[] {
  return judges.flatMap((judge) => judge(facts, plan));
}

export interface Sorted {
  /** Why the restore is refused, one sentence each, with the name that overrules it where one does. */
  objections: string[];
  /** What is only told; among it what was overruled. */
  warnings: string[];
}

/** Sorts what was found by whether the operator has overruled it. */
export function sortChecks(checks: readonly Check[], force: readonly string[]): Sorted {
  const isForcible = ({ name }: Check) => forcibleChecks.some((known) => known === name);
  const isForced = (check: Check) => isForcible(check) && force.includes(check.name);
  const fatals = checks.filter(({ level }) => level === 'fatal');
  return {
    objections: fatals
      .filter((check) => !isForced(check))
      .map((check) =>
        isForcible(check) ? `${check.sentence} ["force": ["${check.name}"] overrules it]` : check.sentence,
      ),
    warnings: [
      ...fatals.filter(isForced).map(({ name, sentence }) => `overruled (${name}): ${sentence}`),
      ...checks.filter(({ level }) => level === 'warning').map(({ sentence }) => sentence),
    ],
  };
}
