import WebSocket from 'ws';
import { z } from 'zod';
import type { AccessOptions } from './credentials';
import { readAnswer } from './http-request';
import type { HttpAnswer } from './http-request';
import { jsonOf } from './json-of';

// Own code rather than the client library's Exec, which tells nothing of a refusal but its status, never ends when the
// connection does, and lets the server close this process's own stdout.

/** The command's end as the server told it, or what happened instead. */
export type CommandOutcome =
  | { end: 'exited'; exitCode: number; stdout: string; stderr: string }
  /** The server took the command, but could not run it. */
  | { end: 'failed'; message: string }
  /** The connection was lost before any end was told. */
  | { end: 'lost'; message: string }
  | ({ end: 'refused' } & HttpAnswer);

// `channel.k8s.io` versions; in both, the first byte of each message says what it belongs to. v5 came with 1.29.
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const channels = { stdout: 1, stderr: 2, status: 3 };
const mostOutput = 1_048_576;

/**
 * Runs a command through the exec address of a pod.
 * @throws what Node throws when the connection cannot be made, or the reason of the signal.
 */
export async function runCommand(url: URL, options: AccessOptions, signal: AbortSignal): Promise<CommandOutcome> {
  const socket = new WebSocket(url, protocols, { ...options, perMessageDeflate: false });
  const stop = () => socket.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const outcome = await outcomeOf(socket);
    if (outcome.end === 'lost') signal.throwIfAborted();
    return outcome;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    // Everything is said: a closing handshake would only keep the process waiting.
    socket.terminate();
  }
}

async function outcomeOf(socket: WebSocket): Promise<CommandOutcome> {
  const output = { [channels.stdout]: new Output(), [channels.stderr]: new Output() };
  return new Promise((resolve, reject) => {
    let isOpen = false;
    socket.on('open', () => (isOpen = true));
    socket.on('unexpected-response', (_, response) => {
      readAnswer(response).then((answer) => resolve({ end: 'refused', ...answer }), reject);
    });
    socket.on('message', (data: Buffer) => {
      const [channel = 0] = data;
      const content = data.subarray(1);
      output[channel]?.add(content);
      if (channel !== channels.status || content.length === 0) return;
      const texts = { stdout: textOf(output[channels.stdout]), stderr: textOf(output[channels.stderr]) };
      resolve(readEnd(content.toString('utf8'), texts));
    });
    socket.on('error', (error) => (isOpen ? resolve({ end: 'lost', message: error.message }) : reject(error)));
    socket.on('close', (code, reason) => {
      resolve({ end: 'lost', message: `closed with code ${code} ${reason.toString('utf8')}`.trim() });
    });
  });
}

class Output {
  private readonly chunks: Buffer[] = [];
  private length = 0;

  add(chunk: Buffer): void {
    if (this.length >= mostOutput) return;
    this.chunks.push(chunk.subarray(0, mostOutput - this.length));
    this.length += chunk.length;
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}

function textOf(output: Output | undefined): string {
  return output?.text ?? '';
}

const endSchema = z.object({
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().default('no reason given'),
  details: z
    .object({ causes: z.array(z.object({ reason: z.string().optional(), message: z.string().optional() })).nullish() })
    .nullish(),
});

/** Reads the Status object that ends a command. */
function readEnd(text: string, output: { stdout: string; stderr: string }): CommandOutcome {
  const parsed = endSchema.safeParse(jsonOf(text));
  if (!parsed.success) return { end: 'failed', message: text.slice(0, 200) };
  const { status, message, details } = parsed.data;
  if (status === 'Success') return { end: 'exited', exitCode: 0, ...output };
  const exitCode = details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (exitCode === undefined) return { end: 'failed', message };
  return { end: 'exited', exitCode: Number(exitCode), ...output };
}
