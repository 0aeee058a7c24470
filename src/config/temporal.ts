import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ConfigError } from './problem';

/** Where Temporal is, and which setting said so. Its secrets are never printed. */
export interface TemporalSettings {
  address: string;
  namespace: string;
  /** For messages: `TEMPORAL_ADDRESS`, `the default`, … */
  origin: string;
  connection: ReturnType<typeof loadClientConnectConfig>['connectionOptions'];
}

const defaultAddress = '127.0.0.1:7233';

/**
 * Address, namespace, TLS and API key of Temporal from the environment (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE,
 * TEMPORAL_API_KEY, TEMPORAL_TLS_…) or a profile of temporal.toml: the same settings that the `temporal` command uses.
 * @throws ConfigError when the profile or the file is not usable.
 */
export function temporalSettings(): TemporalSettings {
  const { connectionOptions, namespace } = readSettings();
  const address = connectionOptions.address ?? defaultAddress;
  const origin = process.env.TEMPORAL_ADDRESS
    ? 'TEMPORAL_ADDRESS'
    : connectionOptions.address !== undefined
      ? 'temporal.toml'
      : 'the default';
  return { address, namespace: namespace ?? 'default', origin, connection: { ...connectionOptions, address } };
}

function readSettings(): ReturnType<typeof loadClientConnectConfig> {
  try {
    return loadClientConnectConfig();
  } catch (error) {
    // From its second line on, the message of the TOML parser quotes the file, where the API key is.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ConfigError('The settings of Temporal (TEMPORAL_…, temporal.toml)', [reason]);
  }
}

/** One sentence for when Temporal cannot be reached. */
export function temporalUnreachable({ address, namespace, origin }: TemporalSettings, reason: string): string {
  const remedy =
    origin === 'the default'
      ? 'Set TEMPORAL_ADDRESS'
      : `Check ${origin === 'TEMPORAL_ADDRESS' ? '' : 'the address in '}${origin}`;
  return (
    `Temporal at ${address}, namespace ${namespace} (address from ${origin}), could not be reached: ${reason}. ` +
    `${remedy}, or start one with \`npm run sandbox\` or \`temporal server start-dev\``
  );
}

/** One sentence for when Temporal answers, but does not have the namespace. */
export function namespaceMissing(address: string, namespace: string): string {
  const remedy = process.env.TEMPORAL_NAMESPACE ? 'check TEMPORAL_NAMESPACE' : 'set TEMPORAL_NAMESPACE';
  return `Temporal at ${address} has no namespace "${namespace}": create it, or ${remedy}`;
}

/** Where the web UI is: LOGKEEP_TEMPORAL_UI, else the port that the dev server gives it. */
export function temporalUiUrl(): string {
  return knownTemporalUi() ?? 'http://127.0.0.1:8233';
}

/** Where people who are not on this machine find the web UI: LOGKEEP_TEMPORAL_UI, or nothing that is known. */
export function knownTemporalUi(): string | undefined {
  // An empty variable is what an unset value in a chart leaves behind.
  return process.env.LOGKEEP_TEMPORAL_UI?.replace(/\/$/, '') || undefined;
}
