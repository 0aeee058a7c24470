import { firstNames } from '../listing';
import { indexFilter } from '../selection/index-filters';
import type { IndexFilter } from '../selection/index-filters';
import type { SnapshotFilter } from '../selection/snapshot-filters';
import type { CuratorAction } from './action-file';
import type { CuratorContext } from './curator-context';
import { readActionFile } from './action-file';
import { readIndexFilters, readSnapshotFilters } from './curator-filters';
import type { FilterProblem } from './curator-filters';
import { optionRemarks } from './curator-remarks';
import { assemble } from './curator-section';
import type { Draft } from './curator-section';
import type { Imported } from './imported';
import { patternIn } from './index-names';
import { literalPrefix } from './simple-selection';

/** An action whose filters could be read. */
interface Carried<Filter> {
  action: CuratorAction;
  filters: Filter[];
}

/**
 * A section of logkeep.yaml from a Curator action file, and what is different about it. An action that cannot be carried
 * over whole is left out whole: a deletion that has lost one of its filters would delete more.
 * @throws NotImportable when the value is no action file.
 */
export function convertCurator(value: unknown, context: CuratorContext): Imported {
  const remarks: string[] = [];
  const drafts = new Map<string, Draft>();
  const snapshots: Carried<IndexFilter>[] = [];
  const retentions: Carried<SnapshotFilter>[] = [];
  for (const action of readActionFile(value)) {
    const say = (text: string) => void remarks.push(`Action ${action.id} (${action.name}): ${text}`);
    const leaveOut = (problems: FilterProblem[]) => say(`is left out, because ${told(problems, action, context)}`);
    if (action.disabled) say('is left out, because it is disabled (disable_action)');
    else if (action.action === null) say('is left out: logkeep has nothing like it');
    else if (action.action === 'restore') say(restoreRemark(action, context));
    else {
      for (const remark of optionRemarks(action.action, action.options)) say(remark);
      if (action.action === 'delete_snapshots') {
        const read = readSnapshotFilters(action.filters);
        if ('problems' in read) leaveOut(read.problems);
        else retentions.push({ action, filters: read.filters });
      } else {
        const read = readIndexFilters(action.filters);
        if ('problems' in read) leaveOut(read.problems);
        else if (action.action === 'snapshot') snapshots.push({ action, filters: read.filters });
        else addCleanup({ action, filters: read.filters }, drafts, context, say);
      }
    }
  }
  for (const each of snapshots) addSnapshot(each, drafts, context, remarks);
  for (const each of retentions) addRetention(each, drafts, context, remarks);
  return assemble([...drafts.values()], context, remarks);
}

type Drafts = Map<string, Draft>;

function addCleanup(
  { action, filters }: Carried<IndexFilter>,
  drafts: Drafts,
  context: CuratorContext,
  say: (text: string) => void,
): void {
  const draft = draftFor(filters, drafts, context);
  if (draft.cleanup !== undefined) {
    say(
      `is left out: action ${draft.cleanup.id} deletes indices of ${draft.pattern} already, and one list of filters cannot say "or"`,
    );
    return;
  }
  // Curator adds this one by itself.
  const whole =
    action.options.allow_ilm_indices === true ? filters : [...filters, indexFilter.parse({ filtertype: 'ilm' })];
  draft.cleanup = { id: action.id, filters, whole };
  const prefix = filters.some((filter) => literalPrefix(filter) !== null);
  say(
    `Curator ${prefix ? '' : 'has no prefix filter and '}chooses among all indices${prefix ? ' that begin so' : ' of the cluster, also restored ones and those of others'}; logkeep deletes only daily indices of ${draft.pattern}, each only when this night's backup holds it, never those of today and yesterday`,
  );
}

function addSnapshot(
  { action, filters }: Carried<IndexFilter>,
  drafts: Drafts,
  context: CuratorContext,
  remarks: string[],
): void {
  const say = (text: string) => void remarks.push(`Action ${action.id} (snapshot): ${text}`);
  const isWhole = context.pattern === undefined && patternIn(filters) === null && drafts.size > 0;
  const targets = isWhole ? [...drafts.values()] : [draftFor(filters, drafts, context)];
  for (const draft of targets) {
    if (draft.snapshot !== undefined) {
      say(`is left out: action ${draft.snapshot.id} backs up ${draft.pattern} already`);
      continue;
    }
    draft.snapshot = {
      id: action.id,
      repository: String(action.options.repository),
      name: String(action.options.name),
    };
  }
  const others = filters.filter((filter) => filter.filtertype !== 'none' && literalPrefix(filter) === null);
  say(
    `logkeep backs up all daily indices of ${firstNames(targets.map(({ pattern }) => pattern))} and nothing else of the cluster`,
  );
  if (others.length > 0)
    say(`its filters ${firstNames(others.map(({ filtertype }) => filtertype))} do not limit what logkeep backs up`);
}

function addRetention(
  { action, filters }: Carried<SnapshotFilter>,
  drafts: Drafts,
  context: CuratorContext,
  remarks: string[],
): void {
  const say = (text: string) => void remarks.push(`Action ${action.id} (delete_snapshots): ${text}`);
  const repository = String(action.options.repository);
  const all = [...drafts.values()];
  const same = all.filter(({ snapshot }) => snapshot?.repository === repository);
  const targets =
    same.length > 0
      ? same
      : all.length > 0
        ? all.filter(({ snapshot }) => snapshot === undefined)
        : [draftFor([], drafts, context)];
  if (targets.length === 0) say(`is left out: no action of the file writes to the repository ${repository}`);
  for (const draft of targets) {
    if (draft.retention !== undefined)
      say(
        `is left out: action ${draft.retention.id} deletes snapshots already, and one list of filters cannot say "or"`,
      );
    else draft.retention = { id: action.id, repository, filters };
  }
}

/** The part of the section for these indices; made when there is none yet. */
function draftFor(filters: readonly IndexFilter[], drafts: Drafts, { pattern, preset }: CuratorContext): Draft {
  const found = pattern === undefined ? patternIn(filters) : { text: pattern };
  const known = found ?? (preset === undefined ? null : { text: preset.pattern });
  const { text, guess } = known ?? {
    text: 'logs-%Y.%m.%d',
    guess: "CHANGE THIS: how daily indices are named. Curator's file names no prefix.",
  };
  const draft = drafts.get(text) ?? { pattern: text, ...(guess === undefined ? {} : { guess }) };
  drafts.set(text, draft);
  return draft;
}

function told(problems: readonly FilterProblem[], { id }: CuratorAction, { place }: CuratorContext): string {
  return problems.map(({ path, message }) => `${place(['actions', id, 'filters', ...path])} ${message}`).join('; ');
}

function restoreRemark({ options }: CuratorAction, { cluster }: CuratorContext): string {
  const lost = ['rename_pattern', 'extra_settings', 'indices', 'name'].filter((key) => options[key] !== null);
  const keys = lost.length === 0 ? '' : `; ${lost.join(', ')} cannot be carried over`;
  return `is left out: restoring is no rule but a command, \`logkeep restore ${cluster ?? 'CLUSTER'} --day YYYY-MM-DD\`, which takes the newest good copy and never aliases or the cluster state${keys}`;
}
