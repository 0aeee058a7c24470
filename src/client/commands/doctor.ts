import { chosenCluster } from '../chosen-cluster';
import { describeDiagnosis, verdictOf } from '../diagnosis';
import type { Diagnosis } from '../diagnosis';
import { look, requireWorker } from '../look';
import type { GlobalOptions, Session } from '../session';
import { configOf, withSession } from '../session';

/** `logkeep doctor [cluster]`: one cluster, or all of the file. */
export async function doctorCommand(named: string | undefined, options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  const clusters = named === undefined ? config.clusters.map(({ name }) => name) : [chosenCluster(config, named)];
  return withSession(config, options, async (session) => {
    await requireWorker(session);
    const diagnoses = await Promise.all(clusters.map((cluster) => diagnose(session, cluster)));
    if (session.json) session.print(JSON.stringify({ clusters: diagnoses }));
    else session.print(diagnoses.map((each) => describeDiagnosis(each, session.paint)).join('\n\n'));
    const verdict = verdictOf(diagnoses);
    if (verdict !== null) throw verdict;
  });
}

/** One cluster that does not answer must not hide the others. */
async function diagnose(session: Session, cluster: string): Promise<Diagnosis> {
  const onRetry = (reason: string) => session.warn(`${cluster} is asked again, because: ${reason}`);
  try {
    return { cluster, check: await look(session, 'checkSetup', { cluster }, onRetry) };
  } catch (error) {
    return { cluster, error: error instanceof Error ? error.message : String(error) };
  }
}
