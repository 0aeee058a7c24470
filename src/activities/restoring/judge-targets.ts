import { activityInfo } from '@temporalio/activity';
import { getAliases, listAliasesNamed } from '../../elasticsearch/index-aliases';
import { listIndexTraits } from '../../elasticsearch/index-traits';
import { listIndices, listIndicesNamed } from '../../elasticsearch/indices';
import { getRepository } from '../../elasticsearch/repositories';
import { getPrimaryShards } from '../../elasticsearch/shards';
import { firstNames } from '../../planning/listing';
import type { IndexTraits } from '../../planning/live-index';
import { aliasConflicts, judgeConflicts, judgeReplacing } from '../../planning/restore-conflict';
import type { ConflictPolicy, ConflictVerdict, TakenAlias, TakenIndex } from '../../planning/restore-conflict';
import type { ReplacedIndex } from '../../planning/restore-plan';
import { whyNoIndexName } from '../../planning/restore/index-name';
import { keptName, keptWildcard, leftKept } from '../../planning/restore/kept-name';
import { TimeZone } from '../../planning/time-zone';
import type { Cluster } from '../cluster';
import { isStarted } from '../../planning/shard-recovery';

export interface TargetsWish {
  onConflict: ConflictPolicy;
  /** The indices that may be replaced. */
  confirm: readonly string[];
}

/** What becomes of the indices, aliases and leftovers that have the names which a restore wants. Reads only. */
export async function judgeTargets(
  cluster: Cluster,
  names: readonly string[],
  { onConflict, confirm }: TargetsWish,
): Promise<ConflictVerdict & { warnings: string[] }> {
  const { elasticsearch } = cluster;
  const existing = await listIndicesNamed(elasticsearch, names);
  const problems = aliasConflicts(await listAliasesNamed(elasticsearch, names));
  const strangers = confirm.filter((name) => !names.includes(name));
  if (strangers.length > 0)
    problems.push(`"confirm" names ${firstNames(strangers)}, which this restore does not bring back`);
  if (onConflict !== 'replace') {
    const verdict = judgeConflicts(existing, onConflict);
    return { ...verdict, problems: [...problems, ...verdict.problems], warnings: [] };
  }
  const kept = await keeping(cluster);
  const taken: TakenIndex[] = [];
  for (const { name } of existing) taken.push(...(await lookAt(cluster, name)));
  const verdict = judgeReplacing(taken, confirm, kept.keep);
  const isNeeded = verdict.replacing.length > 0;
  return {
    ...verdict,
    problems: [...problems, ...verdict.problems, ...(isNeeded ? kept.problems : []), ...tooLong(verdict)],
    warnings: await leftovers(cluster, names),
  };
}

/** As what this server can keep an index: from 7.4 on as another index, before only as a snapshot. */
async function keeping({ elasticsearch, repository, repositorySettings, name: cluster }: Cluster) {
  const { canClone } = await elasticsearch.capabilities();
  const { workflowExecution, activityId } = activityInfo();
  const runId = workflowExecution?.runId ?? activityId;
  const as: ReplacedIndex['kept']['as'] = canClone ? 'index' : 'snapshot';
  const keep = (index: string) => ({ as, name: keptName(runId, index) });
  if (canClone) return { keep, problems: [] };
  const registered = await getRepository(elasticsearch, repository);
  const isWritable = registered !== null && registered.settings['readonly'] !== 'true' && !repositorySettings.readonly;
  const problem = `before 7.4 an index that is replaced can be kept only as a snapshot, and ${repository} cannot be written to in ${cluster}: delete the index first, or restore under another name`;
  return { keep, problems: isWritable ? [] : [problem] };
}

function tooLong({ replacing }: ConflictVerdict): string[] {
  return replacing.flatMap(({ name, kept }) => {
    const why = whyNoIndexName(kept.name);
    return why === null ? [] : [`${name} cannot be kept as ${kept.name}: ${why}`];
  });
}

async function lookAt(cluster: Cluster, name: string): Promise<TakenIndex[]> {
  const { elasticsearch, indexPattern, timeZone } = cluster;
  const [traits] = (await listIndexTraits(elasticsearch, name)).filter((found) => found.name === name);
  if (traits === undefined) return [];
  const shards = await getPrimaryShards(elasticsearch, [name]);
  const day = indexPattern.dayOf(name);
  const today = TimeZone.parse(timeZone).dayAt(new Date());
  return [
    {
      ...traits,
      aliases: await aliasesOf(cluster, traits),
      complete: shards.length > 0 && shards.every(isStarted),
      isCurrent: day !== null && day.daysSince(today) >= 0,
    },
  ];
}

async function aliasesOf({ elasticsearch }: Cluster, { name, aliases }: IndexTraits): Promise<TakenAlias[]> {
  const definitions = await getAliases(elasticsearch, name);
  const all = await listAliasesNamed(
    elasticsearch,
    aliases.map((alias) => alias.name),
  );
  return aliases.map((alias) => ({
    ...alias,
    definition: definitions[alias.name] ?? {},
    isAlone: all.every((other) => other.alias !== alias.name || other.index === name),
  }));
}

async function leftovers({ elasticsearch }: Cluster, names: readonly string[]): Promise<string[]> {
  const existing = (await listIndices(elasticsearch, keptWildcard)).map(({ name }) => name);
  return names.flatMap((index) =>
    leftKept(index, existing).map(
      (kept) => `${kept} is what a run that was ended has kept of ${index}: delete it if nobody needs it`,
    ),
  );
}
