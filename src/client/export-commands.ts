import { Option } from 'commander';
import type { Command } from 'commander';
import { moreValues, positiveNumber } from './argument-values';

/** Adds `logkeep export` and `logkeep import-export`. */
export function addExportCommands(program: Command): void {
  program
    .command('export')
    .description('write days into compressed files, to hand on: live ones as they are, others from the backup')
    .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one')
    .addOption(
      new Option('--day <YYYY-MM-DD>', 'a day to export; several with commas, or --day again')
        .argParser(moreValues)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--to <folder>', 'gets a folder of the cluster, with one for each day').makeOptionMandatory())
    .addOption(new Option('--from-backup', 'export what the backup holds, even if the day is live').default(false))
    .addOption(new Option('--again', 'throw away what an earlier export of the day has left there').default(false))
    .addOption(
      new Option('--files <number>', 'how many files are written at a time').argParser(positiveNumber).default(2),
    )
    .addHelpText(
      'after',
      '\nExamples: logkeep export kubesphere --day 2019-11-12 --to /mnt/audit' +
        '\n          logkeep export kubesphere --day 2019-11-11,2019-11-12 --to /mnt/audit --from-backup' +
        '\nRun again after an interruption, it goes on where it stopped.',
    )
    .action(async (cluster: string | undefined, _, command: Command) =>
      (await import('./commands/export.js')).exportCommand(cluster, command.optsWithGlobals()),
    );

  program
    .command('import-export')
    .description('load exported days into a cluster, and compare; what is there already is left alone')
    .argument('<folder>', 'of one exported day, or of several')
    .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one')
    .option('--index <name>', 'another name for the index')
    .addOption(new Option('--into-existing', 'add the documents to an index that has others already').default(false))
    .addHelpText(
      'after',
      '\nExamples: logkeep import-export /mnt/audit kubesphere' +
        '\n          logkeep import-export /mnt/audit/kubesphere/ks-logstash-log-2019.11.12 lab --index audit-2019.11.12',
    )
    .action(async (folder: string, cluster: string | undefined, _, command: Command) =>
      (await import('./commands/import-export.js')).importExportCommand(folder, cluster, command.optsWithGlobals()),
    );
}
