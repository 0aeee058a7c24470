import { condition, defineUpdate, setHandler, workflowInfo } from '@temporalio/workflow';
import { z } from 'zod';
import type { OpenedCluster } from '../../activities/open-cluster';
import { parseInput } from '../../planning/input';
import { count, firstNames } from '../../planning/listing';
import { announce } from '../announce';
import type { Tracker } from '../tracker';
import type { BackupRun } from './run';
import type { TakenSnapshot } from './take-snapshot';

/** What a person says to deletions that wait for an approval. */
const answerSchema = z.strictObject({
  deletions: z.int('must be the number of indices that wait to be deleted, as the progress says'),
  approve: z.boolean('must be true or false').default(true),
});
const example = { deletions: 42 };

export type ApprovalAnswer = z.input<typeof answerSchema>;

export const approveUpdate = defineUpdate<string, [unknown]>('approve');

/** Whether the deletions may be made, or the clause that says why the indices stay. */
export type ApprovalOutcome = { isApproved: true } | { isApproved: false; reason: string };

/** Many deletions at once are asked for by the update `approve`, which has to name their number. */
export class Approval {
  private waiting: { deletions: number } | undefined;
  private approved: boolean | undefined;

  constructor() {
    setHandler(approveUpdate, (raw: unknown) => this.take(raw), {
      validator: (raw: unknown) => void this.check(raw),
      description: 'Approve the deletions that wait, or refuse them: {"deletions": 42, "approve": true}',
    });
  }

  /** Tells who wants to know, and waits for the answer, as long as the file allows. */
  async awaited(
    { cluster }: BackupRun,
    { sealed, plan: { cleanup } }: TakenSnapshot,
    opened: OpenedCluster,
    tracker: Tracker,
  ): Promise<ApprovalOutcome> {
    const deletions = sealed.length;
    const names = sealed.map(({ name }) => name);
    const until = new Date(Date.now() + cleanup.approveWithin);
    const how = `logkeep approve ${workflowInfo().workflowId} --deletions ${deletions}`;
    this.waiting = { deletions };
    tracker.at(
      'waiting for approval',
      `${count(deletions, 'old index', 'old indices')} of ${cluster} would be deleted, more than ${cleanup.unasked} at once: ` +
        `${firstNames(names)}. Approve it until ${until.toISOString()} with: ${how}`,
      { approval: { deletions, until: until.toISOString() } },
    );
    const first = names.slice(0, 5);
    await announce(opened, cluster, { kind: 'approval', deletions, first, until: until.getTime(), how: `run ${how}` });
    const isAnswered = await condition(() => this.approved !== undefined, until.getTime() - Date.now());
    this.waiting = undefined;
    if (this.approved === true) return { isApproved: true };
    return {
      isApproved: false,
      reason: isAnswered
        ? 'a person has refused its deletion'
        : `nobody approved its deletion until ${until.toISOString()}`,
    };
  }

  /** Synchronous: what a validator throws later would leave the run hanging. */
  private check(raw: unknown): z.output<typeof answerSchema> {
    const answer = parseInput('approve', answerSchema, raw, example);
    if (this.waiting === undefined || this.approved !== undefined)
      throw new Error('No deletions wait for an approval: the progress of the run says where it stands');
    if (answer.deletions !== this.waiting.deletions)
      throw new Error(
        `${count(this.waiting.deletions, 'deletion waits', 'deletions wait')} for an approval, not ${answer.deletions}: look at them again`,
      );
    return answer;
  }

  private take(raw: unknown): string {
    const { approve, deletions } = this.check(raw);
    this.approved = approve;
    return `${count(deletions, 'deletion')} ${approve ? 'approved' : 'refused'}`;
  }
}
