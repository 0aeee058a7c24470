import {
  CancellationScope,
  ChildWorkflowCancellationType,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { MarkedIndex } from '../../activities/restored/present-of';
import type { RestoredIndex } from '../../activities/restored-indices';
import { Expiry } from '../../planning/expiry';
import type { RestoreStep } from '../../planning/restore-plan';
import type { TimeSpan } from '../../planning/time-span';
import { quick } from '../activity-proxies';
import { expireRestored } from '../expire-restored';
import { expiryId } from '../expire-restored/types';

/** When the indices of one restore go again. They carry it themselves, from the moment in which they are there. */
export class RestoreExpiry {
  private readonly indices: MarkedIndex[] = [];
  private marked: Expiry;

  constructor(
    private readonly cluster: string,
    private after: TimeSpan | 'never',
  ) {
    this.marked = Expiry.after(after, new Date(Date.now()));
  }

  /** Marks what a step has just created. */
  async mark({ snapshot, indices }: RestoreStep, created: readonly RestoredIndex[]): Promise<void> {
    const marked = created.map(({ name, uuid }) => {
      const index = indices.find(({ as }) => as === name)?.index ?? name;
      return { name, uuid, snapshot, index };
    });
    this.indices.push(...marked);
    await quick.markRestored({ ...this.about(marked), expires: this.marked.toString() });
  }

  /** What was marked is gone again, because its restore has to be begun anew. */
  forget(): void {
    this.indices.length = 0;
  }

  /** Somebody wants them for another time, while they are still being restored. */
  async change(after: TimeSpan | 'never'): Promise<void> {
    const formerly = { after: this.after, marked: this.marked };
    // What is restored meanwhile is to be marked with it, too.
    this.after = after;
    this.marked = Expiry.after(after, new Date(Date.now()));
    const { cluster, indices } = this;
    if (indices.length === 0) return;
    const change = { cluster, indices: indices.map(identity), expires: this.marked.toString(), mayShorten: true };
    try {
      await quick.setExpiry(change);
    } catch (error) {
      Object.assign(this, formerly);
      throw error;
    }
  }

  /**
   * Notes what they hold now that they are complete; their time begins now. Somebody waits for its end from here on.
   * @returns when they go; a person may have given some of them longer.
   */
  async begin(): Promise<Expiry> {
    const expires = Expiry.after(this.after, new Date(Date.now()));
    const { cluster, indices } = this;
    const formerly = this.marked.toString();
    await quick.recordRestored({ ...this.about(indices), expires: expires.toString(), formerly });
    if (!expires.isNever) await waitInBackground(cluster, indices.map(identity));
    return expires;
  }

  private about(indices: MarkedIndex[]) {
    return { cluster: this.cluster, run: workflowInfo().workflowId, indices };
  }
}

function identity({ name, uuid }: RestoredIndex): RestoredIndex {
  return { name, uuid };
}

/** It lives on when this run has ended; where it is there already, this run was reset. */
async function waitInBackground(cluster: string, indices: RestoredIndex[]): Promise<void> {
  try {
    await CancellationScope.nonCancellable(() =>
      startChild(expireRestored, {
        workflowId: expiryId(cluster, workflowInfo().originalExecutionRunId),
        args: [{ cluster, indices }],
        staticSummary: `expiry of ${indices.length} restored indices of cluster ${cluster}`,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
