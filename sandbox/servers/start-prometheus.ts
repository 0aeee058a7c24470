import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { worldFolder } from '../places';
import { freePorts } from '../processes/ports';
import { spawnServer } from '../processes/spawn';
import { findPrometheus } from '../tools/find-prometheus';
import { awaitReady } from './await-ready';
import { request } from './http';
import { freeName, stopForGood } from './server-handle';

export interface PrometheusOptions {
  world: string;
  /** host:port of what it scrapes every second, by the name of its job. */
  jobs: Record<string, string[]>;
  ruleFiles?: string[];
}

export interface PrometheusServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts a real Prometheus on loopback and waits until it answers. */
export async function startPrometheus({ world, jobs, ruleFiles = [] }: PrometheusOptions): Promise<PrometheusServer> {
  const { prometheus: command } = await findPrometheus();
  const [port = 0] = await freePorts(1);
  const name = freeName(world, 'prometheus');
  const directory = path.join(worldFolder(world), name);
  fs.mkdirSync(directory, { recursive: true });
  const config = path.join(directory, 'prometheus.yml');
  fs.writeFileSync(
    config,
    stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ruleFiles.map((file) => path.resolve(file)),
      scrape_configs: Object.entries(jobs).map(([job, targets]) => ({ job_name: job, static_configs: [{ targets }] })),
    }),
  );
  const record = spawnServer({
    ...{ world, name, title: 'Prometheus', command, directory, logFile: `${directory}.log`, user: null },
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    environment: process.env,
    ports: { http: port },
    details: {},
  });
  const url = `http://127.0.0.1:${port}`;
  await awaitReady(record, async () => (await request({ url }, '/-/ready', { timeoutMs: 2000 })).status === 200);
  return { url, stop: () => stopForGood(record) };
}
