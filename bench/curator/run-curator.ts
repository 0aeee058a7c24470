import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { installCurator } from '../../sandbox/curator/install-curator';
import { worldFolder } from '../../sandbox/places';
import { runCommand } from '../../sandbox/tools/run-command';
import { timed } from '../timing';

/** One entry of a Curator action file. */
export interface CuratorAction {
  action: string;
  options: object;
  filters: object[];
}

export interface CuratorRun {
  /** The whole process, as a CronJob would wait for it. */
  seconds: number;
  /** The last action alone, by the times of Curator's own log: without Python's start. */
  lastAction: number;
}

/** Curator 5.8.4 in a process of its own, with its defaults. @throws Error with its output when it ends with an error. */
export async function runCurator(
  world: string,
  url: string,
  actions: readonly CuratorAction[],
  options: readonly string[] = [],
): Promise<CuratorRun> {
  const { python, packages } = await installCurator();
  const directory = path.join(worldFolder(world), 'curator');
  fs.mkdirSync(directory, { recursive: true });
  const write = (name: string, content: object) => {
    const file = path.join(directory, name);
    fs.writeFileSync(file, stringify(content));
    return file;
  };
  const { hostname, port } = new URL(url);
  const config = write('curator.yml', { client: { hosts: [hostname], port: Number(port) } });
  const numbered = Object.fromEntries(actions.map((action, index) => [index + 1, action]));
  const file = write('actions.yml', { actions: numbered });
  const [seconds, { code, output }] = await timed(() =>
    runCommand(python, [path.join(packages, 'bin', 'curator'), '--config', config, ...options, file], {
      environment: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', PYTHONPATH: packages },
    }),
  );
  if (code !== 0 || output.includes(' ERROR ')) throw new Error(`Curator ended with ${code}:\n${output}`);
  return { seconds, lastAction: secondsOfLastAction(output) };
}

function secondsOfLastAction(log: string): number {
  const moments = [...log.matchAll(/^(\S+ [\d:]+),(\d{3}) .*(?:Preparing Action ID|Action ID: .*completed)/gm)].map(
    ([, second, millisecond]) => Date.parse(`${second}.${millisecond}`),
  );
  const [prepared = NaN, completed = NaN] = moments.slice(-2);
  return (completed - prepared) / 1000;
}
