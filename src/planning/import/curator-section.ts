import { indexFilter } from '../selection/index-filters';
import type { IndexFilter } from '../selection/index-filters';
import { selectSnapshots } from '../selection/select';
import { snapshotFilter } from '../selection/snapshot-filters';
import type { SnapshotFilter } from '../selection/snapshot-filters';
import { SnapshotNaming } from '../snapshot-name';
import { TimeZone } from '../time-zone';
import type { CuratorContext } from './curator-context';
import type { ClusterSection, Imported, Note } from './imported';
import { ageByCreation, maxAgeOf, maxCountOf } from './simple-selection';
import { importedName } from './snapshot-naming';
import { withoutDefaults } from './without-defaults';

/** What the actions say about the daily indices of one pattern. */
export interface Draft {
  pattern: string;
  guess?: string;
  /** `whole`: with what Curator adds by itself. */
  cleanup?: { id: string; filters: IndexFilter[]; whole: IndexFilter[] };
  snapshot?: { id: string; repository: string; name: string };
  retention?: { id: string; repository: string; filters: SnapshotFilter[] };
}

/** The sections of all drafts, each a cluster of its own: one cluster of logkeep.yaml has one pattern of indices. */
export function assemble(drafts: readonly Draft[], context: CuratorContext, remarks: string[]): Imported {
  const imported: Imported = { clusters: {}, notes: [], remarks };
  for (const draft of drafts) {
    const name = drafts.length === 1 ? (context.cluster ?? defaultName(context)) : nameFrom(draft.pattern);
    imported.clusters[name] = sectionOf(name, draft, context, imported, drafts.length > 1);
  }
  if (drafts.length > 1)
    remarks.push(
      'The file is about several kinds of indices: each is a cluster of its own in logkeep.yaml, and they take turns, because they have the same address',
    );
  if (drafts.length > 0) {
    remarks.push(
      'Curator runs when something else starts it: set schedule (and timezone) to when that is',
      'Curator names and counts in UTC, and so does the section; with another timezone days begin and end at other moments',
    );
  }
  return imported;
}

function sectionOf(
  cluster: string,
  draft: Draft,
  { url, preset }: CuratorContext,
  imported: Imported,
  isOneOfMany: boolean,
): ClusterSection {
  const note = (path: string[], text: string) =>
    void imported.notes.push({ path: [cluster, ...path], text } satisfies Note);
  const say = (text: string) => void imported.remarks.push(text);
  const repository = draft.snapshot?.repository ?? draft.retention?.repository;
  const section: ClusterSection = {
    ...(preset === undefined ? {} : { preset: preset.name }),
    ...(preset !== undefined ? {} : { elasticsearch: { url: url ?? 'http://127.0.0.1:9200' } }),
    schedule: '0 1 * * *',
    timezone: 'UTC',
    indices: { pattern: draft.pattern },
    ...(repository === undefined && preset !== undefined
      ? {}
      : { repository: { name: repository ?? 'log-snapshots' } }),
  };
  if (preset === undefined && url === undefined)
    note(['elasticsearch', 'url'], "CHANGE THIS: the address of the cluster. Curator's action file does not say.");
  if (repository === undefined && preset === undefined)
    note(
      ['repository', 'name'],
      'CHANGE THIS: the snapshot repository. The file takes no snapshots, but logkeep deletes only what is in one.',
    );
  note(['schedule'], "CHANGE THIS: when Curator's CronJob runs.");
  if (draft.guess !== undefined) note(['indices', 'pattern'], draft.guess);
  addCleanup(section, draft, note, say);
  addSnapshots(section, draft, isOneOfMany, note, say);
  return section;
}

type Say = (text: string) => void;
type NoteAt = (path: string[], text: string) => void;

function addCleanup({ indices = {} }: ClusterSection, { pattern, cleanup }: Draft, note: NoteAt, say: Say): void {
  if (cleanup === undefined) return;
  const maxAge = maxAgeOf(cleanup.filters, pattern);
  if (maxAge !== null) {
    indices.maxAge = maxAge;
    if (cleanup.whole.length > cleanup.filters.length)
      say(
        `Action ${cleanup.id} (delete_indices): Curator leaves out indices with a lifecycle policy (ILM); where there are such, add indices.filters`,
      );
  } else {
    indices.filters = cleanup.whole.map((filter) => withoutDefaults(filter, indexFilter));
    note(['indices', 'filters'], `What action ${cleanup.id} of Curator deletes.`);
  }
}

function addSnapshots(section: ClusterSection, draft: Draft, isOneOfMany: boolean, note: NoteAt, say: Say): void {
  const { snapshot, retention, pattern } = draft;
  if (snapshot === undefined && retention === undefined && !isOneOfMany) return;
  const own = snapshot === undefined ? null : importedName(snapshot.name);
  const name = isOneOfMany ? `${nameFrom(pattern)}-%Y%m%d%H%M%S` : own?.name;
  section.snapshots = name === undefined ? {} : { name };
  if (snapshot !== undefined && name !== snapshot.name)
    say(
      `Action ${snapshot.id} (snapshot): snapshots are named ${name} rather than ${snapshot.name}, because each name has to be its own; retention does not touch the old ones`,
    );
  if (retention !== undefined) addRetention(section.snapshots, retention, name ?? 'snapshot-%Y%m%d%H%M%S', note, say);
}

function addRetention(
  snapshots: NonNullable<ClusterSection['snapshots']>,
  { id, filters }: NonNullable<Draft['retention']>,
  name: string,
  note: NoteAt,
  say: Say,
): void {
  const states = filters.filter(({ filtertype }) => filtertype === 'state');
  const others = filters.filter(
    (filter) => !(filter.filtertype === 'state' && filter.state === 'SUCCESS' && !filter.exclude),
  );
  const [maxAge, maxCount] = [maxAgeOf(others, name), maxCountOf(others, name)];
  say(
    `Action ${id} (delete_snapshots): logkeep never deletes the newest snapshot that succeeded, nor the last copy of a day that is to be kept${states.length === 0 ? ', and has a rule of its own for FAILED and PARTIAL ones' : ''}`,
  );
  if (maxAge !== null) snapshots.maxAge = maxAge;
  // A count without a look at the state counts the failed ones, too.
  else if (maxCount !== null && states.length > 0) snapshots.maxCount = maxCount;
  else {
    snapshots.filters = filters.map((filter) => withoutDefaults(filter, snapshotFilter));
    const nearly = ageByCreation(others, name);
    note(
      ['snapshots', 'filters'],
      `What action ${id} of Curator deletes.${nearly === null ? '' : ` Shorter, and different by seconds only: maxAge: ${nearly}`}`,
    );
    if (!matchesOwn(filters, name))
      say(
        `Action ${id} (delete_snapshots): its pattern does not match the names that logkeep gives (${name}): change one of the two, or no snapshot is ever deleted`,
      );
  }
}

/** Whether the patterns of the filters let a snapshot of that naming pass. */
function matchesOwn(filters: readonly SnapshotFilter[], name: string): boolean {
  const utc = TimeZone.parse('UTC');
  const patterns = filters.filter(({ filtertype }) => filtertype === 'pattern');
  const example = { name: new SnapshotNaming(name, utc).nameAt(new Date(0)), state: 'SUCCESS' };
  return selectSnapshots(patterns, [example], new Date(0)).chosen.length > 0;
}

function defaultName({ preset }: CuratorContext): string {
  return preset === undefined ? 'logs' : 'kubesphere';
}

/** `ks-logstash-log` from `ks-logstash-log-%Y.%m.%d`: names of clusters have lower-case letters, digits and dashes. */
function nameFrom(pattern: string): string {
  const prefix = pattern.slice(0, pattern.indexOf('%'));
  return (
    prefix
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'logs'
  );
}
