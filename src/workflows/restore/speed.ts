import { ApplicationFailure, allHandlersFinished, condition, isCancellation } from '@temporalio/workflow';
import type { ReleasedSpeed } from '../../activities/restore-speed/release-speed';
import type { SpeedLimit } from '../../activities/restore-speed/read-speed-limit';
import type { ByteSize } from '../../planning/byte-size';
import { speedSetting } from '../../planning/speed';
import { patient, quick } from '../activity-proxies';
import { failureMessage, failureType } from '../failure-type';
import type { UndoStack } from '../undo';

/**
 * Keeps a restore to a speed, and puts everything back afterwards. From Elasticsearch 7.9 on by the cluster's own limit
 * for recoveries, which can be changed at any time; before, only a registration of the repository slows a restore down,
 * and only from its beginning.
 */
export class RestoreSpeed {
  private limit: SpeedLimit | undefined;
  /** What this run has set, so that it takes nothing back that is somebody else's. */
  private readonly ours: string[] = [];
  private registration: string | undefined;

  constructor(
    private readonly cluster: string,
    private readonly undo: UndoStack,
  ) {}

  /** Where the restore has to be begun from, unless from the cluster's own registration. */
  get repository(): string | undefined {
    return this.registration;
  }

  /**
   * Before the restore begins.
   * @param repository from which it would be begun, where that is not the cluster's own.
   */
  async begin(speed: ByteSize | undefined, repository: string | undefined): Promise<void> {
    if (speed === undefined) return;
    const { by } = await this.look();
    if (by === 'setting') return this.set(speedSetting(speed));
    const { cluster } = this;
    this.undo.push('the slowed-down registration of the repository may still be there', () =>
      patient.unregisterThrottled({ cluster }),
    );
    this.registration = await quick.registerThrottled({
      ...{ cluster, value: speedSetting(speed) },
      ...(repository === undefined ? {} : { repository }),
    });
  }

  /** While it is under way. @throws ApplicationFailure `Refused` where that cannot be done. */
  async change(speed: ByteSize): Promise<void> {
    const { by } = await this.look();
    if (by === 'setting') return this.set(speedSetting(speed));
    throw ApplicationFailure.nonRetryable(
      'The speed of a restore cannot be changed while it runs: Elasticsearch before 7.9 keeps to the limit of the ' +
        'repository as it was registered when the restore began; cancel the run, and restore again with another "speed"',
      'Refused',
    );
  }

  /** Once more, when the cluster may have forgotten it with all else that it does not keep. */
  async again(): Promise<void> {
    const last = this.ours.at(-1);
    if (last !== undefined) await this.set(last);
  }

  /** Puts back what there was. Returns what had to be left, in clauses: a setting is no reason to lose a whole restore. */
  async end(): Promise<string[]> {
    const { cluster } = this;
    try {
      if (this.registration !== undefined) await patient.unregisterThrottled({ cluster });
      if (this.ours.length === 0) return [];
      const { left } = await this.release();
      return left === undefined ? [] : [left];
    } catch (error) {
      if (isCancellation(error)) throw error;
      return [`the limit of its speed may still be set in ${cluster} (${failureMessage(error)})`];
    }
  }

  private async set(value: string): Promise<void> {
    // Before the first change, not before each: what is put back is what was there before the run.
    if (this.ours.length === 0)
      this.undo.push("the cluster's limit for recoveries may still be that of this run", () => this.putBack());
    const earlier = this.known();
    this.ours.push(value);
    try {
      await quick.limitSpeed({ ...earlier, value });
    } catch (error) {
      // Nothing was set; whatever else went wrong, it may have been.
      if (failureType(error) === 'Refused') this.ours.splice(this.ours.lastIndexOf(value), 1);
      throw error;
    }
  }

  private async putBack(): Promise<string[]> {
    const { restored, left } = await this.release();
    return [restored, left].filter((clause) => clause !== undefined);
  }

  private async release(): Promise<ReleasedSpeed> {
    // A change that is under way would come after what is put back.
    await condition(allHandlersFinished);
    return patient.releaseSpeed(this.known());
  }

  private known() {
    const { cluster, ours, limit: { before } = {} } = this;
    return { cluster, ours: [...ours], ...(before === undefined ? {} : { before }) };
  }

  private async look(): Promise<SpeedLimit> {
    const { cluster } = this;
    this.limit ??= await quick.readSpeedLimit({ cluster });
    return this.limit;
  }
}
