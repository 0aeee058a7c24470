import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { ScheduleDescription } from '@temporalio/client';
import { startTemporal } from '../../sandbox/servers/start-temporal';
import { LogkeepClient } from '../../src/client/logkeep-client';
import { converge } from '../../src/client/schedules/converge';
import { planForFile } from '../../src/client/schedules/plan-for-file';
import { parseConfig } from '../../src/config/load';
import type { ScheduleStep } from '../../src/planning/schedule-plan';
import { runLogkeep } from './run-logkeep';
import type { Ended } from './start-source';

/** A Temporal server, and the command with a logkeep.yaml that says what a test wants. */
export interface Scheduling {
  client: Client;
  address: string;
  /** Runs `logkeep schedule …` with these clusters: what the file says of each besides its preset. */
  schedule(clusters: Record<string, string>, args: readonly string[]): Promise<Ended>;
  /** The same as `apply --dry-run`, or `apply`, without a process of its own. */
  plan(clusters: Record<string, string>): Promise<ScheduleStep[]>;
  apply(clusters: Record<string, string>): Promise<ScheduleStep[]>;
  describe(id: string): Promise<ScheduleDescription>;
  stop(): Promise<void>;
}

export const taskQueue = 'scheduling';

export async function startScheduling(): Promise<Scheduling> {
  const temporal = await startTemporal({ world: `test-${process.pid}` });
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  const connection = { address: temporal.address };
  const settings = { ...connection, namespace: 'default', origin: 'the test', connection };
  const logkeep = await LogkeepClient.connect(settings, taskQueue);
  const planOf = (clusters: Record<string, string>) =>
    planForFile(logkeep, parseConfig(fileWith(clusters), 'logkeep.yaml'), false);
  const folder = mkdtempSync(join(tmpdir(), 'logkeep-scheduling-'));
  return {
    client,
    address: temporal.address,
    schedule: (clusters, args) => {
      writeFileSync(join(folder, 'logkeep.yaml'), fileWith(clusters));
      return runLogkeep(folder, ['schedule', ...args], { TEMPORAL_ADDRESS: temporal.address });
    },
    plan: async (clusters) => (await planOf(clusters)).steps,
    apply: async (clusters) => {
      const plan = await planOf(clusters);
      await converge(logkeep.temporal, plan);
      return plan.steps;
    },
    describe: (id) => client.schedule.getHandle(id).describe(),
    stop: async () => {
      await Promise.all([client.connection.close(), logkeep.close()]);
      await temporal.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The text of a logkeep.yaml with these clusters. */
export function fileWith(clusters: Record<string, string>): string {
  const entries = Object.entries(clusters).map(([name, more]) => `  ${name}: {preset: kubesphere-3, ${more}}\n`);
  return `clusters:\n${entries.join('')}worker: {taskQueue: ${taskQueue}}\n`;
}
