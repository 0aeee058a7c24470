import { Client, Connection } from '@temporalio/client';
import type { WorkflowHandle, WorkflowStartOptions } from '@temporalio/client';
import type { TemporalSettings } from '../config/temporal';
import { temporalUnreachable } from '../config/temporal';
import type { BackupInput, BackupResult } from '../workflows/backup/types';
import type { CheckBackupsInput, CheckBackupsResult } from '../workflows/check-backups/types';
import type { CheckSetupInput, CheckSetupResult } from '../workflows/check-setup/types';
import type { DaysResult } from '../workflows/days/types';
import type { DrillInput, DrillResult } from '../workflows/drill/types';
import type { ProvenDaysResult } from '../workflows/proven-days/types';
import type { RemoveBackupInput, RemoveBackupResult } from '../workflows/remove-backup/types';
import type { RestoreInput, RestoreResult } from '../workflows/restore/types';
import type { RestoredInput, RestoredResult } from '../workflows/restored/types';
import type { SetupBackupInput, SetupBackupResult } from '../workflows/setup-backup/types';
import type { SnapshotsResult } from '../workflows/snapshots/types';
import type { StatusResult } from '../workflows/status/types';
import { CommandError } from './exit-code';

/** Every workflow that people start, with its input and result. */
export interface Operations {
  setupBackup: { input: SetupBackupInput; result: SetupBackupResult };
  removeBackup: { input: RemoveBackupInput; result: RemoveBackupResult };
  checkSetup: { input: CheckSetupInput; result: CheckSetupResult };
  backup: { input: BackupInput; result: BackupResult };
  checkBackups: { input: CheckBackupsInput; result: CheckBackupsResult };
  restore: { input: RestoreInput; result: RestoreResult };
  restored: { input: RestoredInput; result: RestoredResult };
  drill: { input: DrillInput; result: DrillResult };
  provenDays: { input: { cluster: string; most?: number }; result: ProvenDaysResult };
  snapshots: { input: { cluster: string; most?: number }; result: SnapshotsResult };
  days: { input: { cluster: string; most?: number }; result: DaysResult };
  status: { input: { cluster: string }; result: StatusResult };
}

/** A run that was started, or found by its ID. */
export type Run<Result = unknown> = WorkflowHandle<() => Promise<Result>>;

/** Starts and finds logkeep's runs on a Temporal server. */
export class LogkeepClient {
  private constructor(
    readonly temporal: Client,
    readonly taskQueue: string,
  ) {}

  /** @throws CommandError saying which address was tried and where it came from. */
  static async connect(settings: TemporalSettings, taskQueue: string): Promise<LogkeepClient> {
    try {
      const connection = await Connection.connect({ ...settings.connection, connectTimeout: '5s' });
      return new LogkeepClient(new Client({ connection, namespace: settings.namespace }), taskQueue);
    } catch (error) {
      throw new CommandError(temporalUnreachable(settings, error instanceof Error ? error.message : String(error)));
    }
  }

  /**
   * Starts an operation. The ID says what it is, so that it is found again in the Temporal UI.
   * @param limits how long the run may wait and work; without, as long as it takes.
   */
  async start<Name extends keyof Operations>(
    name: Name,
    input: Operations[Name]['input'],
    at: Date,
    limits: Pick<WorkflowStartOptions, 'workflowExecutionTimeout'> = {},
  ): Promise<Run<Operations[Name]['result']>> {
    const stamp = at.toISOString().replace(/[-:]/g, '');
    return this.temporal.workflow.start<() => Promise<Operations[Name]['result']>>(name, {
      taskQueue: this.taskQueue,
      workflowId: `${name}-${input.cluster}-${stamp}`,
      args: [input] as unknown as [],
      staticSummary: `${name} of cluster ${input.cluster}`,
      ...limits,
    });
  }

  /** The run with that workflow ID, whoever started it. */
  find(workflowId: string): Run {
    return this.temporal.workflow.getHandle<() => Promise<unknown>>(workflowId);
  }

  /**
   * Whether any worker takes work from the task queue; without one, runs wait. True as well where Temporal does not tell
   * (missing rights, a lost connection): this is asked for a hint, and a hint must not be what a command fails with.
   */
  async hasWorker(): Promise<boolean> {
    try {
      const { pollers } = await this.temporal.workflowService.describeTaskQueue({
        namespace: this.temporal.options.namespace,
        taskQueue: { name: this.taskQueue },
        // TASK_QUEUE_TYPE_WORKFLOW
        taskQueueType: 1,
      });
      return (pollers ?? []).length > 0;
    } catch {
      return true;
    }
  }

  close(): Promise<void> {
    return this.temporal.connection.close();
  }
}
