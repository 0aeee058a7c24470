import { Option } from 'commander';
import type { Command } from 'commander';
import { moreValues } from './argument-values';

const clusterHelp = 'as named in logkeep.yaml; may be left out when there is only one';
const day = () => new Option('--day <YYYY-MM-DD>', 'a restored day; several with commas, or --day again');
const index = () => new Option('--index <name>', 'a restored index by its full name; several likewise');

/** Adds `logkeep restored …`. */
export function addRestoredCommands(program: Command): void {
  const restored = program
    .command('restored')
    .description('list what was restored, and until when it is kept; extend, keep or drop it')
    .argument('[cluster]', clusterHelp)
    .action(async (cluster: string | undefined, _, command: Command) =>
      (await import('./commands/restored.js')).restoredCommand(cluster, command.optsWithGlobals()),
    );

  restored
    .command('extend')
    .description('keep restored indices for longer, counted from now; never shortens')
    .argument('[cluster]', clusterHelp)
    .addOption(day().argParser(moreValues))
    .addOption(index().argParser(moreValues))
    .requiredOption('--for <time>', 'how long from now, such as 7d')
    .addHelpText('after', '\nExample: logkeep restored extend kubesphere --day 2019-11-12 --for 14d')
    .action(async (cluster: string | undefined, _, command: Command) =>
      (await import('./commands/restored.js')).changeCommand('extend', cluster, command.optsWithGlobals()),
    );

  restored
    .command('keep')
    .description('keep restored indices for good: they are backed up again, and nothing deletes them by itself')
    .argument('[cluster]', clusterHelp)
    .addOption(day().argParser(moreValues))
    .addOption(index().argParser(moreValues))
    .addHelpText('after', '\nExample: logkeep restored keep kubesphere --day 2019-11-12')
    .action(async (cluster: string | undefined, _, command: Command) =>
      (await import('./commands/restored.js')).changeCommand('keep', cluster, command.optsWithGlobals()),
    );

  restored
    .command('drop')
    .description('delete restored indices now; one that was written to only when --confirm names it')
    .argument('[cluster]', clusterHelp)
    .addOption(day().argParser(moreValues))
    .addOption(index().argParser(moreValues))
    .addOption(
      new Option(
        '--confirm <name>',
        'this index may go although it was written to: what was written is lost, unless a backup has it',
      ).argParser(moreValues),
    )
    .addOption(new Option('-d, --detach', 'start it and return at once').default(false))
    .addHelpText('after', '\nExample: logkeep restored drop kubesphere --index ks-logstash-log-2019.11.12')
    .action(async (cluster: string | undefined, _, command: Command) =>
      (await import('./commands/restored.js')).dropCommand(cluster, command.optsWithGlobals()),
    );
}
