import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SandboxError } from '../sandbox/sandbox-error';
import { unpackArtifact } from '../sandbox/downloads/unpack-artifact';
import { serverArtifacts } from '../sandbox/downloads/catalogue';
import { reapOrphans } from '../sandbox/processes/reap';
import { stopOwned, stopOwnedOnSignal } from '../sandbox/processes/stop-owned';
import { findTemporal } from '../sandbox/tools/find-temporal';

const root = resolve(__dirname, '..');
/** Of this very run, until it has ended: another one in this checkout must not take it for its own. */
const reportFile = join(root, '.sandbox', `test-report-of-${process.pid}.json`);
const lastReportFile = resolve(root, process.env.TEST_REPORT ?? '.sandbox/test-report.json');

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numRuntimeErrorTestSuites: number;
}

/** `npm test`: fetches the servers, runs jest, and closes with a count from jest's own report. More arguments go to jest. */
async function main(): Promise<number> {
  const jestArguments = process.argv.slice(2);
  await reapOrphans();
  stopOwnedOnSignal(endTests);
  // A person who names tests may not need the servers; they are fetched when they start.
  if (jestArguments.length === 0) await fetchServers();
  mkdirSync(dirname(reportFile), { recursive: true });
  rmSync(lastReportFile, { force: true });
  const code = await jest([...otherProjects(jestArguments), '--json', `--outputFile=${reportFile}`, ...jestArguments]);
  await stopOwned();
  // Of a test file that could not stop its own.
  for (const name of await reapOrphans()) process.stderr.write(`Stopped ${name}, which a test had left running\n`);
  renameSync(reportFile, lastReportFile);
  const report = JSON.parse(readFileSync(lastReportFile, 'utf8')) as Report;
  // A file that could not even be loaded has no failed test to count.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  process.stdout.write(`${report.numPassedTests} passed, ${failed} failed\n`);
  return code === 0 && failed > 0 ? 1 : code;
}

/** Those that take long, or need root and a Kubernetes, run only when they are asked for. */
function otherProjects(jestArguments: readonly string[]): string[] {
  return jestArguments.includes('--selectProjects') ? [] : ['--ignoreProjects', 'kubernetes', 'full'];
}

async function fetchServers(): Promise<void> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  await Promise.all([
    findTemporal(say),
    ...Object.values(serverArtifacts).map((artifact) => unpackArtifact(artifact, say)),
  ]);
}

function jest(jestArguments: string[]): Promise<number> {
  const jestFile = join(root, 'node_modules/jest/bin/jest.js');
  // Standard output carries the JSON report too, which is in the file already; people read standard error.
  const [command = process.execPath, ...first] = [...inNamespace(jestArguments), process.execPath, jestFile];
  // A group of its own, by which it can be ended with its workers and whatever they have started.
  const child = spawn(command, [...first, ...jestArguments], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  running = child;
  const watch = setInterval(() => {
    if (!existsSync(reportFile)) return;
    clearInterval(watch);
    setTimeout(() => endHanging(child), endingTime).unref();
  }, 1000);
  return new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      // Whoever ends the tests ends this process, too.
      if (!isEnding) done(code ?? (signal === 'SIGKILL' ? 0 : 1));
    });
  }).finally(() => clearInterval(watch));
}

let running: ChildProcess | undefined;
let isEnding = false;

/** Ends jest with its workers, and then the servers that they can no longer stop. */
async function endTests(): Promise<void> {
  isEnding = true;
  if (running !== undefined) await endGroup(running);
  await reapOrphans();
}

async function endGroup(child: ChildProcess): Promise<void> {
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  if (!hasExited()) {
    const exited = once(child, 'exit');
    sendToGroup(child, 'SIGTERM');
    await Promise.race([exited, pause(endingTime, undefined, { ref: false })]);
  }
  // A worker may hang where its jest did not.
  sendToGroup(child, 'SIGKILL');
}

function sendToGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Nobody is left in it.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What the longer tests mount goes with their last process, however that ends. */
function inNamespace(jestArguments: readonly string[]): string[] {
  const mounts = jestArguments.includes('full') && process.platform === 'linux' && process.getuid?.() === 0;
  return mounts ? ['unshare', '--mount', '--propagation', 'private'] : [];
}

/** Once jest has written its report, it has nothing left to do but to exit. */
const endingTime = 30_000;

/** Something that a test has left open keeps jest alive: that is no reason to wait for ever. */
function endHanging(child: ChildProcess): void {
  if (child.exitCode !== null) return;
  process.stderr.write(
    'A test has left something open (see jest --detectOpenHandles); jest was ended after its report\n',
  );
  sendToGroup(child, 'SIGKILL');
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof SandboxError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
