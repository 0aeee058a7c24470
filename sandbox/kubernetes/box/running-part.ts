import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logsFolder, pauseFile } from './box-setup';
import type { Part } from './box-setup';

/** A part that is started again whenever it ends, and killed while its pause file exists. */
export class RunningPart {
  private child: ChildProcess | undefined;
  private isWanted = true;
  private readonly finished: Promise<void>;

  constructor(
    private readonly part: Part,
    private readonly directory: string,
  ) {
    this.finished = this.run();
  }

  /** Ends it for good. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.isWanted = false;
    this.child?.kill(signal);
    await this.finished;
  }

  private async run(): Promise<void> {
    while (this.isWanted) {
      if (!this.isPaused()) await this.runOnce();
      await sleep(200);
    }
  }

  private async runOnce(): Promise<void> {
    const { name, command, args } = this.part;
    const log = fs.openSync(path.join(logsFolder(this.directory), `${name}.log`), 'a');
    const child = spawn(command, args, { stdio: ['ignore', log, log] });
    fs.closeSync(log);
    this.child = child;
    const watch = setInterval(() => this.isPaused() && child.kill('SIGKILL'), 100);
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    clearInterval(watch);
    console.log(`${name} ended (${signal ?? code}).`);
  }

  private isPaused(): boolean {
    return fs.existsSync(pauseFile(this.directory, this.part.name));
  }
}
