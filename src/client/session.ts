import type { Config } from '../config/load';
import { temporalSettings, temporalUiUrl } from '../config/temporal';
import type { GlobalOptions } from './config-of';
import { LogkeepClient } from './logkeep-client';
import type { Run } from './logkeep-client';
import { paintStdout } from './paint';
import type { Paint } from './paint';
import { jsonReporter, plainReporter } from './reporter';
import type { Reporter, Started } from './reporter';
import { temporalErrorOf } from './run-failure';
import { terminalReporter } from './terminal-reporter';
import { runLink } from './ui-link';

export { configOf } from './config-of';
export type { GlobalOptions } from './config-of';

/** What every command works with: a connection to Temporal, and a place to write to. */
export interface Session {
  client: LogkeepClient;
  json: boolean;
  /** To standard output, one line. */
  print: (line: string) => void;
  /** For texts that are printed. */
  paint: Paint;
  /** To standard error, one line. */
  warn: (line: string) => void;
}

/** Opens a session, does the work, and closes it. */
export async function withSession<T>(
  config: Config,
  options: GlobalOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const temporal = temporalSettings();
  const client = await LogkeepClient.connect(temporal, config.worker.taskQueue);
  try {
    return await work({
      client,
      json: options.output === 'json',
      print: (line) => void process.stdout.write(`${line}\n`),
      paint: paintStdout,
      warn: (line) => void process.stderr.write(`${line}\n`),
    });
  } catch (error) {
    throw temporalErrorOf(error, temporal);
  } finally {
    await client.close();
  }
}

/** The run, for messages. */
export function describeRun({ client }: Session, run: Run, operation: string, cluster?: string): Started {
  const link = runLink(temporalUiUrl(), client.temporal.options.namespace, run.workflowId);
  return { workflowId: run.workflowId, link, operation, ...(cluster === undefined ? {} : { cluster }) };
}

/** The reporter for whoever is reading. */
export function reporterFor({ json, print, warn }: Session): Reporter {
  if (json) return jsonReporter(print, warn);
  return process.stdout.isTTY ? terminalReporter(print) : plainReporter(print, warn);
}
