import { ByteSize } from '../../planning/byte-size';
import { describeSpace } from '../../planning/free-space';
import { count } from '../../planning/listing';
import type { StatusResult } from '../../workflows/status/types';
import { chosenCluster } from '../chosen-cluster';
import { CommandError } from '../exit-code';
import { look, requireWorker } from '../look';
import type { GlobalOptions, Session } from '../session';
import { configOf, withSession } from '../session';

type Answer = { cluster: string; status: StatusResult } | { cluster: string; error: string };

/** `logkeep status [cluster]`: one cluster, or all of the file. */
export async function statusCommand(named: string | undefined, options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  const clusters = named === undefined ? config.clusters.map(({ name }) => name) : [chosenCluster(config, named)];
  return withSession(config, options, async (session) => {
    await requireWorker(session);
    const answers = await Promise.all(clusters.map((cluster) => ask(session, cluster)));
    if (session.json) session.print(JSON.stringify({ clusters: answers }));
    else session.print(answers.map(describe).join('\n\n'));
    if (answers.some((answer) => 'error' in answer)) throw new CommandError('Not every cluster could be asked');
  });
}

/** One cluster that does not answer must not hide the others. */
async function ask(session: Session, cluster: string): Promise<Answer> {
  try {
    return { cluster, status: await look(session, 'status', { cluster }) };
  } catch (error) {
    return { cluster, error: error instanceof Error ? error.message : String(error) };
  }
}

function describe(answer: Answer): string {
  if ('error' in answer) return `${answer.cluster}\n  ${answer.error}`;
  const {
    distribution,
    version,
    address,
    health,
    nodes,
    indices,
    documents,
    bytes,
    firstDay,
    lastDay,
    repository,
    newestSnapshot,
    freeSpace,
  } = answer.status;
  const days = firstDay === undefined || lastDay === undefined ? 'no daily indices' : `${firstDay} … ${lastDay}`;
  const newest = newestSnapshot === undefined ? '' : `, newest ${newestSnapshot.name} (${newestSnapshot.state})`;
  return [
    answer.cluster,
    `  cluster     ${distribution} ${version} at ${address}, ${health}, ${count(nodes, 'node')}`,
    `  logs        ${days}: ${count(indices, 'index', 'indices')}, ${count(documents, 'document')}, ${ByteSize.ofBytes(bytes).toString()}`,
    `  repository  ${repository.name}, ${repository.registered ? `${count(repository.snapshots, 'snapshot')}${newest}` : 'not registered: backups cannot run'}`,
    `  volume      ${'unreadable' in freeSpace ? `free space not known: ${freeSpace.unreadable}` : describeSpace(freeSpace)}`,
  ].join('\n');
}
