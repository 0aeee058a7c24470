import { CancellationScope, log } from '@temporalio/workflow';
import { failureMessage } from './failure-type';

type Step = { what: string; run: () => Promise<string[]> };

/**
 * What has to be undone if the run does not reach its end. Registered before the step that it undoes, because a step
 * whose answer was lost may still have taken effect; so each undo must bear that its step never happened.
 */
export class UndoStack {
  private readonly steps: Step[] = [];
  /** What could not be undone, in clauses. */
  readonly left: string[] = [];

  /**
   * @param what the clause that says what is left behind when this undo itself fails.
   * @returns what takes the undo back, for when it turns out that its step has changed nothing.
   */
  push(what: string, run: Step['run']): () => void {
    const step = { what, run };
    this.steps.push(step);
    return () => void this.steps.splice(this.steps.indexOf(step), 1);
  }

  /** From here on there is no way back: what was done stays, whatever becomes of the run. */
  forget(): void {
    this.steps.length = 0;
  }

  /** A stack of its own for steps that may have to be undone alone; with this one, it is undone too. */
  nested(what: string): UndoStack {
    const stack = new UndoStack();
    this.push(what, () => stack.unwind());
    return stack;
  }

  /** Runs all undos, last in first out, whatever becomes of the run. Returns what was undone and what was left. */
  async unwind(): Promise<string[]> {
    return CancellationScope.nonCancellable(async () => {
      const said: string[] = [];
      for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
        try {
          said.push(...(await step.run()));
        } catch (error) {
          log.error(`Undo failed: ${step.what}`, { error });
          const what = `could not undo: ${step.what} (${failureMessage(error)})`;
          this.left.push(what);
          said.push(what);
        }
      }
      // The same may be put back twice, first of all and last of all.
      return [...new Set(said)];
    });
  }
}
