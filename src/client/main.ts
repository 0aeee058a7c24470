#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { positiveNumber } from './argument-values';
import { endWithReader } from './broken-pipe';
import { addExportCommands } from './export-commands';
import { runCommand } from './run-command';
import { addRestoreCommand } from './restore-command';
import { addRestoredCommands } from './restored-commands';
import { addDrillCommand } from './drill-command';
import { addScheduleCommands } from './schedule-commands';
import { ownVersion } from './version';

/** The `logkeep` command. Commands load only when they run, so that `--help` is quick. */
const program = new Command('logkeep')
  .description('Backup, retention and restore for Elasticsearch log clusters, run by Temporal')
  .option('-c, --config <file>', 'logkeep.yaml (default: $LOGKEEP_CONFIG, else ./logkeep.yaml)')
  .addOption(new Option('-o, --output <form>', 'for people or for programs').choices(['text', 'json']).default('text'))
  .addOption(new Option('--json', 'short for --output json').implies({ output: 'json' }))
  .version(ownVersion(), '-V, --version', 'print the version')
  .exitOverride()
  .showHelpAfterError('(add --help for help)');

const detach = new Option('-d, --detach', 'start it and return at once').default(false);
const dryRun = new Option('-n, --dry-run', 'only say what would be done, at what cost, and what is in the way').default(
  false,
);
const acceptOutage = new Option(
  '--accept-outage',
  'a pause in writing, or indices that are away for a minute, are fine where they cannot be avoided',
).default(false);
const handover = new Option(
  '--handover',
  'hand a single master over to a stand-in, or refuse (default: where it is safe)',
);
const noHandover = new Option('--no-handover', 'restart a single master plainly; needs --accept-outage');

program
  .command('setup')
  .description('make a running cluster able to snapshot: volume, path.repo, mounts, careful restart, repository')
  .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one')
  .addOption(dryRun)
  .addOption(
    new Option('--mode <mode>', 'change the StatefulSets in place, or delete and create them around their running pods')
      .choices(['patch', 'recreate'])
      .default('patch'),
  )
  .addOption(acceptOutage)
  .addOption(handover)
  .addOption(noHandover)
  .addOption(detach)
  .addHelpText('after', '\nExamples: logkeep setup kubesphere --dry-run\n          logkeep setup kubesphere')
  .action(async (cluster: string | undefined, _, command: Command) =>
    (await import('./commands/setup.js')).setupCommand(cluster, command.optsWithGlobals()),
  );

program
  .command('remove')
  .description('take a setup out again by the same careful restart; the claim and its snapshots stay')
  .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one')
  .addOption(dryRun)
  .addOption(acceptOutage)
  .addOption(handover)
  .addOption(noHandover)
  .addOption(detach)
  .addHelpText('after', '\nExamples: logkeep remove kubesphere --dry-run\n          logkeep remove kubesphere')
  .action(async (cluster: string | undefined, _, command: Command) =>
    (await import('./commands/remove.js')).removeCommand(cluster, command.optsWithGlobals()),
  );

program
  .command('doctor')
  .description('say what is no longer as setup left it, of a cluster or of all: cause, effect, remedy')
  .argument('[cluster]', 'as named in logkeep.yaml; all when left out')
  .addHelpText('after', '\nExample: logkeep doctor kubesphere')
  .action(async (cluster: string | undefined, _, command: Command) =>
    (await import('./commands/doctor.js')).doctorCommand(cluster, command.optsWithGlobals()),
  );

program
  .command('backup')
  .description('take a snapshot, prove it complete, then let go of old snapshots and of the old indices it holds')
  .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one')
  .addOption(dryRun)
  .addOption(detach)
  .addHelpText('after', '\nExamples: logkeep backup kubesphere --dry-run\n          logkeep backup kubesphere')
  .action(async (cluster: string | undefined, _, command: Command) =>
    (await import('./commands/backup.js')).backupCommand(cluster, command.optsWithGlobals()),
  );

addScheduleCommands(program);

addRestoreCommand(program);

addRestoredCommands(program);
addDrillCommand(program);
addExportCommands(program);

program
  .command('snapshots')
  .description('list the snapshots, the newest first')
  .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one')
  .option('--most <number>', 'how many to list', positiveNumber, 100)
  .action(async (cluster: string | undefined, _, command: Command) =>
    (await import('./commands/snapshots.js')).snapshotsCommand(cluster, command.optsWithGlobals()),
  );

program
  .command('status')
  .description('show a cluster, or all: health, days, repository, newest snapshot')
  .argument('[cluster]', 'as named in logkeep.yaml; all when left out')
  .action(async (cluster: string | undefined, _, command: Command) =>
    (await import('./commands/status.js')).statusCommand(cluster, command.optsWithGlobals()),
  );

program
  .command('watch')
  .description('follow a run, however it was started')
  .argument('<run>', 'its workflow ID')
  .action(async (run: string, _, command: Command) =>
    (await import('./commands/watch.js')).watchCommand(run, command.optsWithGlobals()),
  );

program
  .command('approve')
  .description('approve the deletions of a backup that wait for a person, or refuse them')
  .argument('<run>', 'its workflow ID')
  .addOption(
    new Option('--deletions <number>', 'how many wait, as the run says: so that nobody approves what nobody has seen')
      .argParser(positiveNumber)
      .makeOptionMandatory(),
  )
  .addOption(new Option('--refuse', 'let the indices stay').default(false))
  .addHelpText('after', '\nExample: logkeep approve backup-kubesphere-20261130T010000Z --deletions 42')
  .action(async (run: string, _, command: Command) =>
    (await import('./commands/approve.js')).approveCommand(run, command.optsWithGlobals()),
  );

program
  .command('adjust')
  .description('change a restore while it runs: how fast it may be, or when what it restores is deleted again')
  .argument('<run>', 'its workflow ID')
  .addOption(new Option('--speed <size>', 'at most so many bytes a second on each node, such as 20MB'))
  .addOption(new Option('--expire-after <time>', 'delete the restored days after this time, such as 14d, or never'))
  .addHelpText('after', '\nExample: logkeep adjust restore-kubesphere-20191120T081500.000Z --speed 20MB')
  .action(async (run: string, _, command: Command) =>
    (await import('./commands/adjust.js')).adjustCommand(run, command.optsWithGlobals()),
  );

program
  .command('cancel')
  .description('stop a run and let it put back what it did')
  .argument('<run>', 'its workflow ID')
  .action(async (run: string, _, command: Command) =>
    (await import('./commands/cancel.js')).cancelCommand(run, command.optsWithGlobals()),
  );

const importing = program
  .command('import')
  .description('make a section of logkeep.yaml from what backs up the cluster today');

importing
  .command('curator')
  .description(
    'from a Curator action file, or the ConfigMap that holds one; ${VARIABLES} are those of this environment',
  )
  .argument('<file>', 'the action file; - is standard input')
  .addOption(new Option('--cluster <name>', 'the name of the cluster in logkeep.yaml'))
  .addOption(new Option('--pattern <pattern>', 'how daily indices are named, where the file does not say'))
  .addHelpText('after', '\nExample: logkeep import curator action_file.yml > logkeep.yaml')
  .action(async (file: string, _, command: Command) =>
    (await import('./commands/import.js')).importCuratorCommand(file, command.optsWithGlobals()),
  );

const policyKinds = [
  { kind: 'slm', of: 'Elasticsearch SLM policies', answer: 'GET _slm/policy' },
  { kind: 'sm', of: 'OpenSearch Snapshot Management policies', answer: 'GET _plugins/_sm/policies' },
] as const;
for (const { kind, of, answer } of policyKinds) {
  importing
    .command(kind)
    .description(`from ${of}: what ${answer} answers, or the body of one`)
    .argument('<file>', 'the file; - is standard input')
    .addOption(new Option('--cluster <name>', 'the name of the cluster in logkeep.yaml'))
    .addOption(new Option('--pattern <pattern>', 'how daily indices are named, where the policy does not say'))
    .addHelpText('after', `\nExample: curl -s http://127.0.0.1:9200/${answer.slice(4)} | logkeep import ${kind} -`)
    .action(async (file: string, _, command: Command) =>
      (await import('./commands/import.js')).importPoliciesCommand(kind, file, command.optsWithGlobals()),
    );
}

/** Takes one value at a time: all that follow would swallow the name of the cluster, too. */
endWithReader();
void runCommand(program, process.argv, (error) => (error instanceof CommanderError ? error.exitCode : undefined));
