import { Listr } from 'listr2';
import { handOver, readRecords } from '../processes/record';
import { preferPort } from '../processes/ports';
import { isRunning } from '../processes/stop';
import { stopOwned, stopOwnedOnSignal } from '../processes/stop-owned';
import { SandboxError } from '../sandbox-error';
import { startElasticsearch } from '../servers/start-elasticsearch';
import { startTemporal } from '../servers/start-temporal';
import { factsOf, nameOf } from '../servers/versions';
import type { ServerVersion } from '../servers/versions';
import { printStarted } from './print-started';
import { registerFolder } from './register-folder';
import { sandboxWorld } from './world';

export interface StartOptions {
  elasticsearch: ServerVersion;
  port?: number;
  temporalPort?: number;
  uiPort?: number;
}

/** Brings up Temporal and one Elasticsearch in the background, or finds them running, and prints how to use them. */
export async function start(options: StartOptions): Promise<void> {
  const version = options.elasticsearch;
  const { distribution, number } = factsOf(version);
  const title = `${distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch'} ${number}`;
  stopOwnedOnSignal();
  // An interrupted task list leaves the terminal's cursor hidden.
  if (process.stdout.isTTY) process.on('exit', () => process.stdout.write('\u001b[?25h'));
  const tasks = new Listr(
    [
      {
        title: 'Temporal',
        skip: () => isUp('temporal', { grpc: options.temporalPort, ui: options.uiPort }),
        task: async (_, task) => {
          await startTemporal({
            world: sandboxWorld,
            name: 'temporal',
            ports: {
              grpc: options.temporalPort ?? (await preferPort(7233)),
              ui: options.uiPort ?? (await preferPort(8233)),
            },
            searchAttributes: { LogkeepCluster: 'Keyword' },
            keepData: true,
            progress: (line) => (task.output = line),
          });
        },
      },
      {
        title,
        skip: () => isUp(nameOf(version), { http: options.port }),
        task: async (_, task) => {
          const server = await startElasticsearch({
            version,
            world: sandboxWorld,
            name: nameOf(version),
            port: options.port ?? (await preferPort(9200)),
            keepData: true,
            progress: (line) => (task.output = line),
          });
          await registerFolder(server);
        },
      },
    ],
    {
      concurrent: true,
      // What goes on beside a failure ends first: then all of it can be stopped.
      exitOnError: false,
      collectErrors: 'minimal',
      fallbackRenderer: 'simple',
      rendererOptions: { collapseSkips: false },
      // Its own would end this process on Ctrl-C before the servers are stopped.
      registerSignalListeners: false,
    },
  );
  await tasks.run();
  const [failure] = tasks.errors;
  if (failure) {
    await stopOwned();
    throw failure.error;
  }
  handOver(sandboxWorld);
  printStarted();
}

/** Why there is nothing to start, or false. Ports that were asked for have to be the ones that it has. */
function isUp(name: string, wanted: Record<string, number | undefined>): string | false {
  const record = readRecords(sandboxWorld).find((one) => one.name === name);
  if (!record || !isRunning(record)) return false;
  if (record.state !== 'ready')
    throw new SandboxError(
      `${record.title} is just being started by another command; wait for that one and run again.`,
    );
  for (const [purpose, port] of Object.entries(wanted))
    if (port !== undefined && record.ports[purpose] !== port)
      throw new SandboxError(
        `${record.title} already runs on port ${record.ports[purpose]}, not ${port}; leave the port out, or run \`npm run sandbox -- stop\` first.`,
      );
  return `${record.title} is already running`;
}
