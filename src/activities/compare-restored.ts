import { ElasticsearchError } from '../elasticsearch/errors';
import { readContents } from '../elasticsearch/index-contents';
import { readLedgerLines } from '../elasticsearch/ledger-lines';
import { insteadOf } from '../planning/instead-of';
import { ledgerIndexOf } from '../planning/ledger';
import { targetsOf } from '../planning/restore-plan';
import type { RestoreStep } from '../planning/restore-plan';
import { compareCounts } from '../planning/restored-counts';
import type { ComparedCounts } from '../planning/restored-counts';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface CompareRestoredInput {
  /** Where the indices are. */
  cluster: string;
  /** The cluster that they were backed up from, whose ledger knows what they held. */
  backedUpFrom: string;
  steps: RestoreStep[];
}

/**
 * Counts the documents of restored indices, index by index, and compares them with what was written down before their
 * snapshots were taken. What cannot be read is unknown: it must not undo a restore that is complete.
 */
export async function compareRestored(
  dependencies: Dependencies,
  { cluster, backedUpFrom, steps }: CompareRestoredInput,
): Promise<ComparedCounts> {
  const { elasticsearch } = withinActivity(clusterNamed(cluster, dependencies));
  const source = withinActivity(clusterNamed(backedUpFrom, dependencies));
  const snapshots = steps.map(({ snapshot }) => snapshot);
  const lines = readLedgerLines(source.elasticsearch, ledgerIndexOf(source.name), snapshots);
  const [recorded, contents] = await Promise.all([
    insteadOf(ElasticsearchError, lines, new Map<string, never>()),
    insteadOf(ElasticsearchError, readContents(elasticsearch, steps.flatMap(targetsOf)), new Map<string, never>()),
  ]);
  return compareCounts(
    steps.flatMap(({ snapshot, indices }) =>
      indices.map(({ index, as }) => {
        const line = recorded.get(snapshot)?.get(index);
        const documents = contents.get(as)?.documents;
        return {
          index: as,
          documents: documents ?? 0,
          ...(line === undefined || documents === undefined ? {} : { recorded: line }),
        };
      }),
    ),
  );
}
