import { defineQuery, log, setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { describeIndex } from '../planning/restore-progress';
import { describeTransfer } from '../planning/transfer';
import { progressQueryName } from './progress';
import type { Progress } from './progress';

export const progressQuery = defineQuery<Progress>(progressQueryName);

const clusterAttribute = defineSearchAttributeKey('LogkeepCluster', 'KEYWORD');
const stageAttribute = defineSearchAttributeKey('LogkeepStage', 'KEYWORD');

/** Shows the progress of a run three ways: the `progress` query, the details in the Temporal UI, and search attributes. */
export class Tracker {
  private progress: Progress;
  private searchable = false;
  /** What was put back after a failure or a cancellation; shown from then on. */
  undone: string[] = [];

  constructor(private readonly operation: string) {
    this.progress = { cluster: '', stage: 'starting', message: 'Reading the input' };
    setHandler(progressQuery, () => this.progress, { description: 'Where this run stands' });
    this.show();
  }

  /** From here on the run is found by its cluster and stage, where the namespace has the attributes. */
  openedCluster(cluster: string, searchAttributes: boolean): void {
    this.searchable = searchAttributes;
    this.progress = { ...this.progress, cluster };
  }

  /** A new stage of the story, or news within the same one. */
  at(stage: string, message: string, more: Pick<Progress, 'transfer' | 'indices' | 'approval'> = {}): void {
    const isNew = stage !== this.progress.stage;
    const { cluster } = this.progress;
    this.progress = { cluster, stage, message, ...more, ...(this.undone.length === 0 ? {} : { undone: this.undone }) };
    this.show();
    if (!isNew) return;
    log.info(message, { cluster, stage });
    if (this.searchable) {
      upsertSearchAttributes([
        { key: clusterAttribute, value: cluster },
        { key: stageAttribute, value: stage },
      ]);
    }
  }

  /** For operations that have no more to say at their end than their result. */
  ended(): void {
    if (this.progress.stage !== 'done') this.at('done', 'Done');
  }

  private show(): void {
    const { cluster, stage, message, transfer, indices = [], undone = [] } = this.progress;
    const lines = [`**${this.operation}** of cluster \`${cluster || '?'}\`: ${stage}`, '', message];
    if (transfer !== undefined) lines.push('', describeTransfer(transfer));
    if (indices.length > 0) lines.push('', ...indices.map((one) => `- ${describeIndex(one)}`));
    lines.push(...undone.map((line) => `- ${line}`));
    setCurrentDetails(lines.join('\n'));
  }
}
