import { RepositoryUnverified } from '../../elasticsearch/errors';
import { getRepository, registerRepository, removeRepository } from '../../elasticsearch/repositories';
import { getSnapshot } from '../../elasticsearch/snapshots';
import { registrationsOf } from '../../planning/repository-difference';
import type { Elsewhere } from '../../planning/restore-plan';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';

export interface LendRepositoryInput {
  /** The cluster that is to read it. */
  cluster: string;
  elsewhere: Elsewhere;
  /** What it has to find there. */
  snapshots: string[];
}

/**
 * Lets a cluster read the repository of another one, and makes sure that it sees the same: a folder of the same name may
 * be another volume there.
 * @throws Refused when it cannot be registered, or is not what the other cluster reads.
 */
export async function lendRepository(
  dependencies: Dependencies,
  { cluster: name, elsewhere: { repository, register }, snapshots }: LendRepositoryInput,
): Promise<void> {
  const { elasticsearch } = withinActivity(clusterNamed(name, dependencies));
  try {
    if (register !== undefined) await registerRepository(elasticsearch, repository, register);
    for (const snapshot of snapshots) {
      if ((await getSnapshot(elasticsearch, repository, snapshot)) !== null) continue;
      const why = `${name} does not find ${snapshot} in it: the folder is another volume there; mount the one that the snapshots lie on`;
      throw new Refused(`${name} cannot read the repository`, [why]);
    }
  } catch (error) {
    if (error instanceof RepositoryUnverified && !error.retryable)
      throw new Refused(`${name} cannot read the repository`, [error.message]);
    throw error;
  }
}

/** Takes a registration of logkeep's own away again; the snapshots stay. One that somebody has changed stays. */
export async function returnRepository(
  dependencies: Dependencies,
  { cluster: name, elsewhere: { repository, register } }: Omit<LendRepositoryInput, 'snapshots'>,
): Promise<string[]> {
  if (register === undefined) return [];
  const { elasticsearch } = withinActivity(clusterNamed(name, dependencies));
  const registered = await getRepository(elasticsearch, repository);
  if (registered === null) return [];
  const isOurs =
    registrationsOf({ [repository]: registered }, register).length > 0 && registered.settings['readonly'] === 'true';
  if (!isOurs) return [`left repository ${repository} of ${name}, which somebody has changed`];
  await removeRepository(elasticsearch, repository);
  return [`removed repository ${repository} of ${name} (its snapshots stay)`];
}
