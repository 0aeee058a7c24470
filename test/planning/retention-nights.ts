import { IndexPattern } from '../../src/planning/index-pattern';
import type { RetentionContext } from '../../src/planning/retention-plan';
import type { RetentionRules } from '../../src/planning/retention-rules';
import type { Snapshot } from '../../src/planning/snapshot';
import { SnapshotNaming } from '../../src/planning/snapshot-name';
import { TimeSpan } from '../../src/planning/time-span';
import { TimeZone } from '../../src/planning/time-zone';
import { snapshotOf } from './arbitraries';

export const zone = TimeZone.parse('Asia/Shanghai');
export const naming = new SnapshotNaming('snapshot-%Y%m%d%H%M%S', zone);
export const pattern = new IndexPattern('logs-%Y.%m.%d');
export const now = new Date('2026-11-29T17:00:00Z');
export const context: RetentionContext = {
  naming,
  pattern,
  zone,
  now,
  restoring: [],
  ledger: 'logkeep-ledger-a',
  documents: () => undefined,
};
export const rules = (different: Partial<RetentionRules>): RetentionRules => ({
  unsuccessful: TimeSpan.parse('7d'),
  ageFrom: 'name',
  ...different,
});
export const span = (text: string) => TimeSpan.parse(text);
export const nightsAgo = (nights: number) => new Date(now.getTime() - nights * 86_400_000);
export const nameOf = (nights: number) => naming.nameAt(nightsAgo(nights));

/** A snapshot of that many nights ago, with the indices of the days before it. */
export function night(nights: number, different: Partial<Snapshot> = {}): Snapshot {
  const days = [1, 2, 3].map((before) => pattern.indexOf(zone.dayAt(nightsAgo(nights + before))));
  return snapshotOf({ name: nameOf(nights), startedAt: nightsAgo(nights).getTime(), indices: days, ...different });
}

export const nights = (count: number) => Array.from({ length: count }, (_, ago) => night(ago));
