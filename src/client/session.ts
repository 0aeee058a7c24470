import type { Config } from '../config/load';
import { loadConfig } from '../config/load';
import { configFile } from '../config/location';
import { temporalSettings, temporalUiUrl } from '../config/temporal';
import { didYouMean } from '../planning/suggestion';
import { CommandError, exitCode } from './exit-code';
import { LogkeepClient } from './logkeep-client';
import type { Run } from './logkeep-client';
import { jsonReporter, plainReporter } from './reporter';
import type { Reporter, Started } from './reporter';
import { temporalErrorOf } from './run-failure';
import { terminalReporter } from './terminal-reporter';
import { runLink } from './ui-link';

export interface GlobalOptions {
  config?: string;
  output: 'text' | 'json';
}

/** What every command works with: the file, a connection to Temporal, and a place to write to. */
export interface Session {
  config: Config;
  client: LogkeepClient;
  json: boolean;
  /** To standard output, one line. */
  print: (line: string) => void;
  /** To standard error, one line. */
  warn: (line: string) => void;
}

/** Opens a session, does the work, and closes it. */
export async function withSession<T>(options: GlobalOptions, work: (session: Session) => Promise<T>): Promise<T> {
  const config = loadConfig(configFile(options.config));
  const temporal = temporalSettings();
  const client = await LogkeepClient.connect(temporal, config.worker.taskQueue);
  try {
    return await work({
      config,
      client,
      json: options.output === 'json',
      print: (line) => void process.stdout.write(`${line}\n`),
      warn: (line) => void process.stderr.write(`${line}\n`),
    });
  } catch (error) {
    throw temporalErrorOf(error, temporal);
  } finally {
    await client.close();
  }
}

/**
 * The cluster that was named, or the only one of the file.
 * @throws CommandError (usage) when there is no such cluster, or none was named and there are several.
 */
export function chosenCluster({ config }: Pick<Session, 'config'>, named: string | undefined): string {
  const names = config.clusters.map(({ name }) => name);
  const [only] = names;
  if (named === undefined && names.length === 1 && only !== undefined) return only;
  if (named === undefined)
    throw new CommandError(`Name a cluster: ${config.file} has ${names.join(', ')}`, exitCode.usage);
  if (names.includes(named)) return named;
  throw new CommandError(
    `${config.file} has no cluster "${named}"${didYouMean(named, names) || ` (it has ${names.join(', ')})`}`,
    exitCode.usage,
  );
}

/** The run, for messages. */
export function describeRun({ client }: Session, run: Run, operation: string, cluster?: string): Started {
  const link = runLink(temporalUiUrl(), client.temporal.options.namespace, run.workflowId);
  return { workflowId: run.workflowId, link, operation, ...(cluster === undefined ? {} : { cluster }) };
}

/** The reporter for whoever is reading. */
export function reporterFor({ json, print }: Session): Reporter {
  if (json) return jsonReporter(print);
  return process.stdout.isTTY ? terminalReporter(print) : plainReporter(print);
}
