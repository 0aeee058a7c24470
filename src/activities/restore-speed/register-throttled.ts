import { RepositoryMissing } from '../../elasticsearch/errors';
import { getRepository, registerRepository, removeRepository } from '../../elasticsearch/repositories';
import { throttledDefinition, throttledName } from '../../planning/throttled-repository';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

/**
 * Registers the repository that a cluster restores from once more, read-only and with a limit for restores: on servers where nothing else
 * slows a restore down. Two registrations of one place are dangerous only when both write.
 * @param input `value`: bytes per second and node, as Elasticsearch writes it; `repository`: the cluster's own if left out.
 * @returns the name of the registration.
 */
export async function registerThrottled(
  dependencies: Dependencies,
  input: { cluster: string; value: string; repository?: string },
): Promise<string> {
  const { elasticsearch, name: cluster, ...own } = withinActivity(clusterNamed(input.cluster, dependencies));
  const { repository = own.repository } = input;
  const registered = await getRepository(elasticsearch, repository);
  if (registered === null)
    throw new RepositoryMissing(`Repository ${repository} is not registered`, {
      request: `GET /_snapshot/${repository}`,
    });
  const name = throttledName(cluster);
  await registerRepository(elasticsearch, name, throttledDefinition(registered, input.value));
  return name;
}

/** Takes that registration away again, as soon as no restore uses it any more; the snapshots stay where they are. */
export async function unregisterThrottled(dependencies: Dependencies, input: { cluster: string }): Promise<string[]> {
  const { elasticsearch, name: cluster } = withinActivity(clusterNamed(input.cluster, dependencies));
  const name = throttledName(cluster);
  if ((await getRepository(elasticsearch, name)) === null) return [];
  await removeRepository(elasticsearch, name);
  return [`removed the slowed-down registration ${name} of the repository`];
}
