import fs from 'node:fs';
import path from 'node:path';
import { serverArtifacts } from '../downloads/catalogue';
import type { Progress } from '../downloads/fetch-artifact';
import { unpackArtifact } from '../downloads/unpack-artifact';
import { worldFolder } from '../places';
import { freePorts, requireFreePort } from '../processes/ports';
import { spawnServer } from '../processes/spawn';
import { stopServer } from '../processes/stop';
import { serverUser } from '../server-user';
import { chooseJdk } from '../tools/choose-jdk';
import { awaitReady } from './await-ready';
import { elasticsearchSettings } from './elasticsearch-settings';
import { request } from './http';
import type { Access } from './http';
import { nodeFolders, prepareNodeDirectory } from './node-directory';
import { prepareSecurity } from './security';
import type { SecurityMode } from './security';
import { freeName, killServer, stopForGood } from './server-handle';
import { factsOf, nameOf } from './versions';
import type { ServerVersion } from './versions';

export interface ElasticsearchOptions {
  version: ServerVersion;
  world: string;
  /** The server's name in its world; chosen from the version if left out. */
  name?: string;
  heapMb?: number;
  /** More settings for elasticsearch.yml (flat names), which win over the sandbox's own. */
  settings?: Record<string, unknown>;
  security?: SecurityMode;
  /** HTTP port; a free one if left out. */
  port?: number;
  /** Port between nodes; a free one if left out. */
  transportPort?: number;
  /** Start with the data that an earlier server of this name and world left (default: an empty node). */
  keepData?: boolean;
  progress?: Progress;
}

export interface ElasticsearchServer extends Access {
  version: ServerVersion;
  distribution: 'elasticsearch' | 'opensearch';
  name: string;
  port: number;
  transportPort: number;
  pid: number;
  directory: string;
  /** A folder in path.repo, for snapshot repositories of type fs. */
  repositoryPath: string;
  logFile: string;
  /** Ends it orderly; in a `test-…` world its data is deleted, too. */
  stop(): Promise<void>;
  /** SIGKILL to all its processes; the data stays. */
  kill(): Promise<void>;
  /** Stops it if it still runs, and starts it on the same data and ports (after `kill`, or instead of `stop`). */
  restart(): Promise<ElasticsearchServer>;
}

/**
 * Starts a real single Elasticsearch or OpenSearch node on loopback and waits until it answers, after fetching what is
 * missing. Errors: SandboxError for a missing Java or tool, a taken port, a failed download, or a server that ends early.
 */
export async function startElasticsearch(options: ElasticsearchOptions): Promise<ElasticsearchServer> {
  const { version, world } = options;
  const facts = factsOf(version);
  const title = `${facts.distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch'} ${facts.number}`;
  const jdk = await chooseJdk(facts.java, title);
  const home = await unpackArtifact(serverArtifacts[version], options.progress);
  const [anyPort = 0, anyTransportPort = 0] = await freePorts(2);
  const port = options.port ?? anyPort;
  const transportPort = options.transportPort ?? anyTransportPort;
  await requireFreePort(port, title);
  await requireFreePort(transportPort, title);

  const name = options.name ?? freeName(world, nameOf(version));
  const directory = path.join(worldFolder(world), name);
  if (!options.keepData) fs.rmSync(directory, { recursive: true, force: true });
  const logFile = `${directory}.log`;
  fs.rmSync(logFile, { force: true });
  const folders = nodeFolders(directory);
  const user = serverUser();
  const security = prepareSecurity(options.security ?? 'none', facts, directory);
  const settings = {
    ...elasticsearchSettings({ facts, name, folders, port, transportPort }),
    ...security.settings,
    ...options.settings,
  };
  prepareNodeDirectory({
    directory,
    home,
    facts,
    heapMb: options.heapMb ?? 512,
    settings,
    extraFiles: security.files,
    user,
  });

  options.progress?.(`Starting ${title}`);
  const access: Access = { url: `${security.scheme}://127.0.0.1:${port}`, ...security.credentials };
  const started = spawnServer({
    ...{ world, name, title, directory, logFile, user },
    command: path.join(home, 'bin', facts.distribution),
    args: [],
    environment: environmentOf(facts.distribution, jdk.home, folders),
    ports: { http: port, transport: transportPort },
    details: { ...access, version },
  });
  const record = await awaitReady(started, () => answers(access));
  return {
    ...access,
    ...{ version, distribution: facts.distribution, name, port, transportPort, directory, logFile },
    pid: record.process.pid,
    repositoryPath: folders.snapshots,
    stop: () => stopForGood(record),
    kill: () => killServer(record),
    restart: async () => {
      await stopServer(record);
      return startElasticsearch({ ...options, name, port, transportPort, keepData: true });
    },
  };
}

async function answers(access: Access): Promise<boolean> {
  // Without a master this would wait for half a minute.
  const { status } = await request(access, '/_cluster/health?master_timeout=1s&timeout=1s', { timeoutMs: 5000 });
  return status === 200;
}

function environmentOf(
  distribution: 'elasticsearch' | 'opensearch',
  javaHome: string,
  { config, temporary }: { config: string; temporary: string },
): NodeJS.ProcessEnv {
  const prefix = distribution === 'opensearch' ? 'OPENSEARCH' : 'ES';
  // Not the caller's environment: an ES_JAVA_OPTS or JAVA_TOOL_OPTIONS of somebody else must not reach the server.
  return {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    HOME: temporary,
    JAVA_HOME: javaHome,
    [`${prefix}_JAVA_HOME`]: javaHome,
    [`${prefix}_PATH_CONF`]: config,
    [`${prefix}_TMPDIR`]: temporary,
  };
}
