import { readSettings } from './path-repo-setting';
import type { PlannedRestart } from './rollout-order';
import type { SetupFacts } from './setup-facts';
import { cutLines, insertLineAt } from './text-edit';

/** For how long a node of Elasticsearch 6 asks around before it takes part in an election: 3 s where nothing is set. */
export const pingTimeout = 'discovery.zen.ping_timeout';

/** Enough for an answer in one network; writers that wait 2 s for theirs do not see the election then. */
const quick = '1s';
const line = `${pingTimeout}: ${quick} # logkeep: until the pods are restarted`;

/**
 * Whether the pods are to be restarted with a shorter time to ask around, so that the last of them, the elected master,
 * is followed by another before a writer gives up. Only where every node is restarted, since one that asks longer holds
 * its writers up; where several masters are needed to elect one, so that a hasty election cannot make two; and not where
 * somebody has chosen a time.
 */
export function isElectionSlow(
  { elasticsearch, kubernetes }: SetupFacts,
  restarts: readonly Pick<PlannedRestart, 'node'>[],
): boolean {
  const { nodes, minimumMasters } = elasticsearch;
  const text = settingsFile(kubernetes);
  if (text === undefined || kubernetes?.configProblem !== null) return false;
  const masters = nodes.filter(({ isMasterEligible }) => isMasterEligible).length;
  const isQuorum = minimumMasters !== null && minimumMasters > masters / 2;
  const areAllRestarted = nodes.every(({ name }) => restarts.some(({ node }) => node === name));
  return masters >= 3 && isQuorum && areAllRestarted && readSettings(text).values[pingTimeout] === undefined;
}

/** Whether an interrupted run has left the line. */
export function isElectionQuickened(kubernetes: SetupFacts['kubernetes']): boolean {
  return settingsFile(kubernetes)?.split(/\r?\n/).includes(line) === true;
}

function settingsFile(kubernetes: SetupFacts['kubernetes']): string | undefined {
  return kubernetes?.configMap?.data?.[kubernetes.settings.configMap.key];
}

/** An elasticsearch.yml with the line; the same text where it says how long to ask already. @throws ManifestProblem */
export function withQuickElection(text: string): string {
  const { values, end } = readSettings(text);
  return pingTimeout in values ? text : insertLineAt(text, end, line);
}

/** An elasticsearch.yml without the line that {@link withQuickElection} has added, and otherwise as it is. */
export function withoutQuickElection(text: string): string {
  const found = new RegExp(`^${line.replaceAll('.', '\\.')}(?=\\r?$)`, 'm').exec(text);
  return found === null ? text : cutLines(text, { start: found.index, end: found.index + line.length });
}
