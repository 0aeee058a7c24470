import { Context } from '@temporalio/activity';
import { getClusterUuid } from '../elasticsearch/cluster-identity';
import { sampleDocuments } from '../elasticsearch/document-samples';
import { ElasticsearchError } from '../elasticsearch/errors';
import { readContents } from '../elasticsearch/index-contents';
import { putLedgerEntry, readNewestEntry } from '../elasticsearch/ledger-index';
import type { SampledDocument } from '../planning/document-sample';
import type { IndexContent } from '../planning/index-content';
import { ledgerIndexOf, ledgerLines, samplesStillTrue } from '../planning/ledger';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { ensureLedger } from './ensure-ledger';
import { withinActivity } from './within-activity';

export interface WriteLedgerInput {
  cluster: string;
  snapshot: string;
  /** Workflow ID and run ID. */
  takenBy: string;
  indices: string[];
  /** Those of them that are blocked for writing. */
  sealed: string[];
  /** The scheduled start of the run, ISO 8601. */
  at: string;
}

/**
 * Writes down what a snapshot that is about to be taken must contain. The index that it is written into becomes part
 * of the snapshot, so that the ledger outlives the cluster.
 * @returns the name of the ledger's index.
 */
export async function writeLedger(dependencies: Dependencies, input: WriteLedgerInput): Promise<string> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository } = cluster;
  const ledger = ledgerIndexOf(cluster.name);
  await ensureLedger(cluster);
  const { snapshot, takenBy, at: writtenAt } = input;
  const contents = await readContents(elasticsearch, input.indices);
  await putLedgerEntry(elasticsearch, ledger, {
    ...{ snapshot, repository, takenBy, writtenAt },
    clusterUuid: await getClusterUuid(elasticsearch),
    indices: ledgerLines(contents.values(), input.sealed, await samplesOf(cluster, ledger, contents)),
  });
  return ledger;
}

/**
 * Some documents of each index. Read only from those that were written to since the entry before: finished days are
 * looked at once, however many there are. What cannot be read is left out: a ledger without samples is a good one.
 */
async function samplesOf(
  { elasticsearch }: Cluster,
  ledger: string,
  contents: Map<string, IndexContent>,
): Promise<Map<string, SampledDocument[]>> {
  const samples = new Map<string, SampledDocument[]>();
  try {
    const known = samplesStillTrue(contents, await readNewestEntry(elasticsearch, ledger));
    for (const [index, sample] of known) samples.set(index, sample);
    const unknown = [...contents.values()].filter(({ name, documents }) => documents > 0 && !samples.has(name));
    for (const [index, sample] of await sampleDocuments(elasticsearch, unknown)) samples.set(index, sample);
  } catch (error) {
    if (!(error instanceof ElasticsearchError)) throw error;
    Context.current().log.warn('Not every index could be sampled for the ledger', { error });
  }
  return samples;
}
