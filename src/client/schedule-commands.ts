import { Option } from 'commander';
import type { Command } from 'commander';

/** Adds `logkeep schedule …`. */
export function addScheduleCommands(program: Command): void {
  const drill = new Option('--drill', 'its drills instead of its backups').default(false);
  const schedule = program
    .command('schedule')
    .description('the nightly backups: put the schedules of logkeep.yaml into Temporal, look at them, pause them');

  schedule
    .command('apply')
    .description('create and change the schedules in Temporal so that they are as in logkeep.yaml; a pause is kept')
    .addOption(new Option('--prune', 'also remove those whose cluster or schedule left the file').default(false))
    .addOption(new Option('-n, --dry-run', 'only say what would be changed').default(false))
    .addHelpText('after', '\nExamples: logkeep schedule apply --dry-run\n          logkeep schedule apply --prune')
    .action(async (_, command: Command) =>
      (await import('./commands/schedule/apply.js')).applyCommand(command.optsWithGlobals()),
    );

  schedule
    .command('list')
    .description('when the clusters are backed up: state, last result, the next five runs in their time zone')
    .action(async (_, command: Command) =>
      (await import('./commands/schedule/list.js')).listCommand(command.optsWithGlobals()),
    );

  schedule
    .command('pause')
    .description('start no backups of a cluster by schedule until it is resumed')
    .argument('<cluster>', 'as named in logkeep.yaml')
    .option('--note <text>', 'why, for whoever looks')
    .addOption(drill)
    .addHelpText(
      'after',
      '\nExample: logkeep schedule pause kubesphere --note "disks are being replaced, back on Friday"',
    )
    .action(async (cluster: string, _, command: Command) =>
      (await import('./commands/schedule/pause.js')).pauseCommand(cluster, command.optsWithGlobals()),
    );

  schedule
    .command('resume')
    .description('end a pause')
    .argument('<cluster>', 'as named in logkeep.yaml')
    .addOption(drill)
    .action(async (cluster: string, _, command: Command) =>
      (await import('./commands/schedule/resume.js')).resumeCommand(cluster, command.optsWithGlobals()),
    );

  schedule
    .command('run')
    .description('start a backup now, as the schedule would, also while it is paused; not beside a running one')
    .argument('<cluster>', 'as named in logkeep.yaml')
    .action(async (cluster: string, _, command: Command) =>
      (await import('./commands/schedule/run.js')).runScheduleCommand(cluster, command.optsWithGlobals()),
    );

  schedule
    .command('delete')
    .description('delete the schedules of a cluster; its snapshots and running backups stay')
    .argument('<cluster>', 'also one that is no longer in logkeep.yaml')
    .action(async (cluster: string, _, command: Command) =>
      (await import('./commands/schedule/delete.js')).deleteCommand(cluster, command.optsWithGlobals()),
    );
}
