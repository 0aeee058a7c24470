import { ElasticsearchError } from '../../elasticsearch/errors';
import { outlineSnapshots } from '../../elasticsearch/snapshot-outline';
import { getIndexDetails } from '../../elasticsearch/snapshot-progress';
import type { IndexInSnapshot } from '../../elasticsearch/snapshot-progress';
import { findSnapshotsWith, listSnapshots } from '../../elasticsearch/snapshots';
import { Day } from '../../planning/day';
import { insteadOf } from '../../planning/instead-of';
import { chooseSnapshots, shrunkCopies } from '../../planning/restore-choice';
import type { RestoreChoice } from '../../planning/restore-choice';
import type { Check, ChosenSnapshot } from '../../planning/restore-plan';
import { candidatesOf, needsStartTimes, whyChosen } from '../../planning/restore/candidates';
import { heldDays, missingDays } from '../../planning/restore/missing-days';
import { wantedIndices } from '../../planning/restore/wanted-indices';
import type { WantedIndex } from '../../planning/restore/wanted-indices';
import type { Snapshot } from '../../planning/snapshot';
import { TimeZone } from '../../planning/time-zone';
import type { Cluster } from '../cluster';

export interface CopiesWish {
  /** `YYYY-MM-DD`. */
  days: readonly string[];
  /** Names and wildcards. */
  indices?: readonly string[];
  /** Take this snapshot and no other, or `latest`. */
  snapshot?: string;
  /** Take no snapshot that began after this time, ISO 8601. */
  asOf?: string;
}

export interface FoundCopies {
  steps: RestoreChoice['steps'];
  snapshots: (ChosenSnapshot & Pick<Snapshot, 'madeBy'>)[];
  /** Undefined where the server does not tell. */
  detailsOf: (snapshot: string, index: string) => IndexInSnapshot | undefined;
  /** What nobody can overrule, one sentence each. */
  problems: string[];
  checks: Check[];
  warnings: string[];
}

/** Which snapshot each wanted index comes from. Reads only. */
export async function findCopies(cluster: Cluster, wish: CopiesWish): Promise<FoundCopies> {
  const { elasticsearch, repository, indexPattern: pattern } = cluster;
  const { snapshot, asOf } = wish;
  const source = {
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(asOf === undefined ? {} : { asOf: Date.parse(asOf) }),
  };
  const inFull = needsStartTimes(source) ? await listSnapshots(elasticsearch, repository) : null;
  const candidates = candidatesOf(inFull ?? (await outlineSnapshots(elasticsearch, repository)), source);
  const days = wish.days.map((day) => Day.parse(day));
  const none = candidates.snapshots.length === 0;
  const wanted = wantedIndices({ days, indices: none ? [] : (wish.indices ?? []) }, pattern, candidates.snapshots);

  const usable = new Set(candidates.snapshots.map(({ name }) => name));
  const names = wanted.indices.map(({ index }) => index);
  const holders = (inFull ?? (await findSnapshotsWith(elasticsearch, repository, names))).filter(({ name }) =>
    usable.has(name),
  );
  const choice = chooseSnapshots(wanted.indices, TimeZone.parse(cluster.timeZone), holders);
  const detailsOf = await readDetails(cluster, choice);
  const sizeOf = (name: string, index: string) => detailsOf(name, index)?.bytes;

  const where =
    snapshot !== undefined && usable.size === 1
      ? `snapshot ${[...usable].join()} does not contain`
      : 'no snapshot contains';
  const missing = none
    ? []
    : missingDays(daysOf(choice.missing), heldDays(candidates.snapshots, pattern), { pattern, where });
  return {
    steps: choice.steps,
    snapshots: choice.steps.map((step) => ({
      ...describeChosen(step, holders),
      why: whyChosen(source, step.indices.length),
    })),
    detailsOf,
    problems: [...candidates.problems, ...wanted.problems, ...choice.problems],
    checks: [...missing, ...shrunkCopies(choice.older, sizeOf)],
    warnings: choice.warnings,
  };
}

function daysOf(wanted: readonly WantedIndex[]): Day[] {
  return wanted.flatMap(({ day }) => day ?? []);
}

function describeChosen({ snapshot }: { snapshot: string }, holders: readonly Snapshot[]) {
  const { startedAt, madeBy } = holders.find(({ name }) => name === snapshot) ?? {};
  return {
    snapshot,
    ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
    ...(madeBy === undefined ? {} : { madeBy }),
  };
}

/** A server that cannot tell them must not keep a day from coming back. */
async function readDetails({ elasticsearch, repository }: Cluster, { steps, older }: RestoreChoice) {
  const details = new Map<string, Record<string, IndexInSnapshot>>();
  for (const snapshot of new Set([...steps.map((step) => step.snapshot), ...older.map((copy) => copy.older)])) {
    const found = getIndexDetails(elasticsearch, repository, snapshot);
    details.set(snapshot, await insteadOf(ElasticsearchError, found, {}));
  }
  return (snapshot: string, index: string) => details.get(snapshot)?.[index];
}
