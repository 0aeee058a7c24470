import { Command, InvalidArgumentError } from 'commander';
import { logs } from './commands/logs';
import { start } from './commands/start';
import type { StartOptions } from './commands/start';
import { status } from './commands/status';
import { reset, stop } from './commands/stop';
import { reapOrphans } from './processes/reap';
import { messageOf, SandboxError } from './sandbox-error';
import { parseServerVersion, serverVersions } from './servers/versions';
import type { ServerVersion } from './servers/versions';

const program = new Command('npm run sandbox --')
  .description('Real servers for trying logkeep: Temporal with its web UI, and an Elasticsearch or OpenSearch.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .hook('preAction', async () => {
    for (const name of await reapOrphans()) console.error(`Stopped ${name}, left behind by a command that was killed.`);
  });

program
  .command('start', { isDefault: true })
  .description('start Temporal and one server in the background, or show them if they are running')
  .option('--elasticsearch <version>', `one of ${serverVersions.join(', ')}; 8.19.x will do`, version, '6.7.0' as const)
  .option('--port <number>', "the server's HTTP port", port)
  .option('--kubernetes', "instead: a genuine Kubernetes with KubeSphere's logging stack (Linux, as root)")
  .option('--kubeconfig <file>', 'the same on an existing Kubernetes: kind, k3d or a real one')
  .option('--temporal-port <number>', "Temporal's port", port)
  .option('--ui-port <number>', "the port of Temporal's web UI", port)
  .action((options: StartOptions) => start(options));
program.command('status').description('list the running servers').action(status);
program.command('stop').description('end all servers of the sandbox').action(stop);
program.command('reset').description('end them and delete their data; downloads stay').action(reset);
program
  .command('logs')
  .description("show a server's log")
  .argument('<name>', 'such as temporal or kubesphere')
  .option('-f, --follow', 'go on as it grows')
  .action(logs);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof SandboxError ? error.message : error);
  process.exitCode = 1;
});

function version(text: string): ServerVersion {
  try {
    return parseServerVersion(text);
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
  return number;
}
