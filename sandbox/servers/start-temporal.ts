import fs from 'node:fs';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import type { Progress } from '../downloads/fetch-artifact';
import { worldFolder } from '../places';
import { freePorts, requireFreePort } from '../processes/ports';
import { spawnServer } from '../processes/spawn';
import { stopServer } from '../processes/stop';
import { findTemporal } from '../tools/find-temporal';
import { awaitReady } from './await-ready';
import { request } from './http';
import { freeName, killServer, stopForGood } from './server-handle';

export interface TemporalOptions {
  world: string;
  name?: string;
  /** The server's database; `temporal.db` in its directory if left out. */
  dbFile?: string;
  /** Custom search attributes and their types, such as `{ LogkeepCluster: 'Keyword' }`. */
  searchAttributes?: Record<string, string>;
  /** Free ones if left out. */
  ports?: { grpc?: number; ui?: number };
  /** Start with the workflows that an earlier server of this name and world left (default: none). */
  keepData?: boolean;
  progress?: Progress;
}

export interface TemporalServer {
  name: string;
  /** host:port of the gRPC service. */
  address: string;
  uiUrl: string;
  pid: number;
  directory: string;
  logFile: string;
  /** Ends it orderly; in a `test-…` world its data is deleted, too. */
  stop(): Promise<void>;
  /** SIGKILL; the data stays. */
  kill(): Promise<void>;
  /** Stops it if it still runs, and starts it on the same data and ports (after `kill`, or instead of `stop`). */
  restart(): Promise<TemporalServer>;
}

/** Starts a real Temporal server with its web UI on loopback and waits until both answer. Errors as `startElasticsearch`. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { world, searchAttributes = {} } = options;
  const title = 'Temporal';
  const command = await findTemporal(options.progress);
  // The server's metrics get a port of its own choosing from the operating system.
  const [anyPort = 0, anyUiPort = 0] = await freePorts(2);
  const grpc = options.ports?.grpc ?? anyPort;
  const ui = options.ports?.ui ?? anyUiPort;
  await requireFreePort(grpc, title);
  await requireFreePort(ui, `${title}'s web UI`);

  const name = options.name ?? freeName(world, 'temporal');
  const directory = path.join(worldFolder(world), name);
  if (!options.keepData) fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  const logFile = `${directory}.log`;
  fs.rmSync(logFile, { force: true });
  const address = `127.0.0.1:${grpc}`;
  const uiUrl = `http://127.0.0.1:${ui}`;

  options.progress?.(`Starting ${title}`);
  const attributes = Object.entries(searchAttributes).flatMap(([key, type]) => [
    '--search-attribute',
    `${key}=${type}`,
  ]);
  const database = path.resolve(options.dbFile ?? path.join(directory, 'temporal.db'));
  const started = spawnServer({
    ...{ world, name, title, command, directory, logFile, user: null },
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'warn', '--db-filename', database],
      ...['--port', String(grpc), '--ui-port', String(ui), ...attributes],
    ],
    environment: { ...process.env, HOME: directory },
    ports: { grpc, ui },
    details: { address, uiUrl },
  });
  const record = await awaitReady(started, () => answers(address, uiUrl, Object.keys(searchAttributes)));
  return {
    ...{ name, address, uiUrl, directory, logFile },
    pid: record.process.pid,
    stop: () => stopForGood(record),
    kill: () => killServer(record),
    restart: async () => {
      await stopServer(record);
      return startTemporal({ ...options, name, ports: { grpc, ui }, keepData: true });
    },
  };
}

/** The development server makes its namespace and search attributes only after it has begun to answer. */
async function answers(address: string, uiUrl: string, searchAttributes: string[]): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: '2s' });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
    if (!searchAttributes.every((name) => customAttributes?.[name] !== undefined)) return false;
  } finally {
    await connection.close();
  }
  return (await request({ url: uiUrl }, '/', { timeoutMs: 5000 })).status < 400;
}
