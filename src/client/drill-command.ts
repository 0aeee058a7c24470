import { Option } from 'commander';
import type { Command } from 'commander';
import { moreValues, positiveNumber } from './argument-values';

/** Adds `logkeep drill`. */
export function addDrillCommand(program: Command): void {
  program
    .command('drill')
    .description('prove that days can be restored: bring them back under temporary names, compare them, delete them')
    .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one')
    .addOption(
      new Option('--day <YYYY-MM-DD>', 'a day to prove; several with commas, or --day again').argParser(moreValues),
    )
    .addOption(
      new Option('--count <number>', 'so many days that were not proven for long (default: 1)')
        .argParser(positiveNumber)
        .conflicts('day'),
    )
    .addOption(new Option('--snapshot <name>', 'from this snapshot (default: the one that a restore would take)'))
    .addOption(new Option('--into <cluster>', 'restore them into another cluster of the file'))
    .addOption(new Option('-n, --dry-run', 'only say what would be restored').default(false))
    .addOption(new Option('-l, --list', 'only show when each day was proven last').default(false))
    .addOption(new Option('-d, --detach', 'start it and return at once').default(false))
    .addHelpText('after', '\nExamples: logkeep drill kubesphere --count 2\n          logkeep drill kubesphere --list')
    .action(async (cluster: string | undefined, _, command: Command) =>
      (await import('./commands/drill.js')).drillCommand(cluster, command.optsWithGlobals()),
    );
}
