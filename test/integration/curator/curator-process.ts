import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installCurator } from '../../../sandbox/curator/install-curator';

/** What Curator says: the names that it would act on, or the error that it ends with. */
export type Answer<T> = { chosen: T } | { error: string };

export interface Case {
  of: 'indices' | 'snapshots';
  filters: object[];
  /** Seconds since 1970, for filters without an epoch. */
  now: number;
}

/** The real Curator in a process of its own. */
export interface CuratorProcess {
  choose(question: Case): Promise<Answer<string[]>>;
  /** Whether Python finds each pattern in each name. */
  search(patterns: readonly string[], names: readonly string[]): Promise<Answer<boolean[][]>>;
  /** A file as Curator's own YAML reader reads it. */
  readFile(file: string): Promise<Answer<unknown>>;
  stop(): Promise<void>;
}

export async function startCurator(url: string, repository: string): Promise<CuratorProcess> {
  const { python, packages } = await installCurator();
  const child = spawn(python, [join(__dirname, 'judge.py'), url, repository], {
    env: { ...process.env, PYTHONPATH: packages },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const waiting: ((line: string) => void)[] = [];
  lines.on('line', (line) => waiting.shift()?.(line));
  lines.on('close', () => waiting.splice(0).forEach((tell) => tell('{"error": "Curator has ended"}')));
  const ask = <T>(question: object) =>
    new Promise<Answer<T>>((resolve) => {
      waiting.push((line) => resolve(JSON.parse(line) as Answer<T>));
      child.stdin.write(`${JSON.stringify(question)}\n`);
    });
  return {
    choose: (question) => ask(question),
    search: (patterns, names) => ask({ of: 'expressions', patterns, names }),
    readFile: (file) => ask({ of: 'action file', file }),
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}
