import { Option } from 'commander';
import type { Command } from 'commander';
import { moreValues, wholeNumber } from './argument-values';

/** Adds `logkeep restore`. */
export function addRestoreCommand(program: Command): void {
  const restore = program
    .command('restore')
    .description('bring days back from the snapshots that hold them; without saying which, on a terminal: choose them')
    .argument('[cluster]', 'as named in logkeep.yaml; may be left out when there is only one');
  for (const option of [...whichOptions(), ...whereOptions(), ...howOptions()]) restore.addOption(option);
  restore
    .addHelpText(
      'after',
      '\nExamples: logkeep restore kubesphere --day 2019-11-11,2019-11-12' +
        '\n          logkeep restore kubesphere --from 2019-11-01 --to 2019-11-12 --dry-run' +
        '\n          logkeep restore kubesphere --index "ks-logstash-events-*" --prefix audit- --expire-after 30d' +
        '\n          logkeep restore',
    )
    .action(async (cluster: string | undefined, _, command: Command) =>
      (await import('./commands/restore.js')).restoreCommand(cluster, command.optsWithGlobals()),
    );
}

function whichOptions(): Option[] {
  return [
    listOption('--day <YYYY-MM-DD>', 'a day to bring back; several with commas, or --day again'),
    new Option('--from <YYYY-MM-DD>', 'the first of several days in a row; with --to'),
    new Option('--to <YYYY-MM-DD>', 'the last of them'),
    listOption(
      '--index <name>',
      'an index by its name in the snapshots, * stands for any letters; several as with --day',
    ),
    new Option('--snapshot <name>', 'take everything from this snapshot, or from the "latest" that succeeded'),
    new Option('--as-of <time>', 'take no snapshot that began after this time, such as 2026-11-30T08:00:00+08:00'),
  ];
}

function whereOptions(): Option[] {
  return [
    new Option('--into-cluster <name>', 'another cluster of logkeep.yaml to restore into'),
    new Option('--prefix <letters>', 'put before each name'),
    new Option('--suffix <letters>', 'put after each name'),
    new Option('--rename-pattern <regex>', 'a regular expression for the names; with --rename-replacement'),
    new Option('--rename-replacement <text>', 'what becomes of what it matched; $1 is its first group'),
    new Option('--on-conflict <what>', 'what to do about an index of the same name').choices([
      'fail',
      'skip',
      'replace',
    ]),
    listOption('--confirm <index>', 'an index that may be replaced, by its full name; several as with --day'),
  ];
}

function howOptions(): Option[] {
  return [
    new Option('--replicas <number>', 'copies of each shard in the end (default: as many as it had)').argParser(
      wholeNumber,
    ),
    new Option('--priority <number>', 'index.priority of the restored indices').argParser(wholeNumber),
    new Option('--speed <size>', 'at most so many bytes a second on each node, such as 40MB'),
    new Option('--expire-after <time>', 'after which time they are deleted again, such as 7d, or never'),
    listOption('--force <check>', 'overrule a check that the plan has named; several as with --day'),
    new Option('-n, --dry-run', 'only say what would be done, and what is in the way').default(false),
    new Option('-d, --detach', 'start it and return at once').default(false),
  ];
}

function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(moreValues);
}
