import { listDeletingPolicies } from '../elasticsearch/deleting-policies';
import { ElasticsearchError } from '../elasticsearch/errors';
import { listSnapshotPolicies } from '../elasticsearch/snapshot-policies';
import { describeDeletingPolicy, describeSnapshotPolicy } from '../planning/policy-rivals';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

/**
 * The policies of the server itself (SLM, ILM, SM, ISM) that delete the cluster's indices or write into its repository, a
 * sentence each. What may not be read is said in one, too: it must not hide the rest of a look.
 */
export async function findPolicyRivals(dependencies: Dependencies, input: { cluster: string }): Promise<string[]> {
  const { elasticsearch, indexPattern, repository } = withinActivity(clusterNamed(input.cluster, dependencies));
  const deleting = listDeletingPolicies(elasticsearch, indexPattern.wildcard).then((policies) =>
    policies.map(describeDeletingPolicy),
  );
  const snapshotting = listSnapshotPolicies(elasticsearch).then((policies) =>
    policies.map((policy) => describeSnapshotPolicy(policy, repository)).filter((sentence) => sentence !== null),
  );
  const found = [
    orUnread(deleting, 'a policy of the server deletes indices'),
    orUnread(snapshotting, 'a policy of the server writes into the same repository'),
  ];
  return (await Promise.all(found)).flat();
}

async function orUnread(sentences: Promise<string[]>, whether: string): Promise<string[]> {
  try {
    return await sentences;
  } catch (error) {
    if (!(error instanceof ElasticsearchError)) throw error;
    return [`logkeep cannot tell whether ${whether}: ${error.message}`];
  }
}
