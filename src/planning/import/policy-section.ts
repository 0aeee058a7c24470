import type { ClusterSection, ImportWish, Imported } from './imported';
import { clusterNameOf, patternOf, spanOf } from './policy-names';
import { importedName } from './snapshot-naming';
import type { ImportedSchedule } from './watcher-cron';

/** What SLM and SM policies have in common. */
export interface PolicyFacts {
  id: string;
  /** Of snapshots: with strftime codes or date math. */
  name: string;
  repository: string;
  indices: string[];
  schedule: ImportedSchedule;
  timezone: string;
  retention: { maxAge?: string | undefined; minCount?: number | undefined; maxCount?: number | undefined };
  options: {
    ignore_unavailable?: boolean | undefined;
    include_global_state?: boolean | undefined;
    partial?: boolean | undefined;
  };
  remarks: string[];
}

/** Adds the section of one policy, its notes and its remarks. */
export function policySection(facts: PolicyFacts, wish: ImportWish, imported: Imported, isOnly: boolean): void {
  const { id, repository, schedule, timezone, retention, options } = facts;
  const cluster = isOnly && wish.cluster !== undefined ? wish.cluster : clusterNameOf(id);
  const note = (path: string[], text: string) => void imported.notes.push({ path: [cluster, ...path], text });
  const say = (text: string) => void imported.remarks.push(`Policy ${id}: ${text}`);
  const pattern = patternOf(facts.indices, wish);
  const { name } = importedName(facts.name);
  const maxAge = retention.maxAge === undefined ? undefined : (spanOf(retention.maxAge) ?? undefined);
  const section: ClusterSection = {
    elasticsearch: { url: 'http://127.0.0.1:9200' },
    ...('schedule' in schedule ? { schedule: schedule.schedule } : {}),
    timezone,
    indices: { pattern: pattern.text },
    repository: { name: repository },
    snapshots: {
      name,
      ...(maxAge === undefined ? {} : { maxAge }),
      ...(retention.minCount === undefined ? {} : { minCount: retention.minCount }),
      ...(retention.maxCount === undefined ? {} : { maxCount: retention.maxCount }),
    },
  };
  imported.clusters[cluster] = section;
  note(['elasticsearch', 'url'], 'CHANGE THIS: the address of the cluster.');
  if (pattern.note !== undefined) note(['indices', 'pattern'], pattern.note);
  if ('problem' in schedule) say(`${schedule.problem}, so set schedule yourself`);
  if (retention.maxAge !== undefined && maxAge === undefined)
    say(`${retention.maxAge} is not carried over: it is no length of time that logkeep knows`);
  say(
    `snapshots are named ${name}, each unique to the second; retention does not touch those that are named otherwise`,
  );
  for (const remark of [...pattern.remarks, ...optionRemarks(options), ...facts.remarks]) say(remark);
  if (maxAge !== undefined || retention.maxCount !== undefined)
    say(
      'logkeep counts successful snapshots only, has a rule of its own for FAILED and PARTIAL ones, and never deletes the newest success nor the last copy of a day that is to be kept',
    );
}

function optionRemarks({ ignore_unavailable, include_global_state, partial }: PolicyFacts['options']): string[] {
  return [
    ...(include_global_state === false
      ? [
          'include_global_state: false is not carried over: logkeep takes the cluster state along, and never restores it',
        ]
      : []),
    ...(partial === true
      ? ['partial: true is not carried over: to logkeep a snapshot with a failed shard is no backup']
      : []),
    ...(ignore_unavailable === true
      ? ['ignore_unavailable: true is not carried over: a backup fails when one of its indices is missing']
      : []),
  ];
}
