import type { ListrTask } from 'listr2';
import { preferPort } from '../processes/ports';
import { startTemporal } from '../servers/start-temporal';
import { isUp } from './is-up';
import { sandboxWorld } from './world';

export interface TemporalPorts {
  temporalPort?: number;
  uiPort?: number;
}

export function temporalTask({ temporalPort, uiPort }: TemporalPorts): ListrTask {
  return {
    title: 'Temporal',
    skip: () => isUp('temporal', { grpc: temporalPort, ui: uiPort }),
    task: async (_, task) => {
      await startTemporal({
        world: sandboxWorld,
        name: 'temporal',
        ports: { grpc: temporalPort ?? (await preferPort(7233)), ui: uiPort ?? (await preferPort(8233)) },
        searchAttributes: { LogkeepCluster: 'Keyword' },
        keepData: true,
        progress: (line) => (task.output = line),
      });
    },
  };
}
