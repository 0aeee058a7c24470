// First, before the modules that take long to load.
import './worker/early-signals';
import { configFile } from './config/location';
import { loadConfig } from './config/load';
import { ConfigError } from './config/problem';
import { temporalSettings } from './config/temporal';
import { runWorker } from './worker/run-worker';
import { StartupError } from './worker/startup-error';

/** The process that runs everything: config → clients → activities → Worker. */
async function main(): Promise<void> {
  const config = loadConfig(configFile(process.argv[2]));
  await runWorker(config, temporalSettings());
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof StartupError;
  process.stderr.write(
    `logkeep worker: ${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  // The native Temporal runtime would keep the process alive.
  process.exit(1);
});
