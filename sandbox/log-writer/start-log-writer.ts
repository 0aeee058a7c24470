import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { SandboxError } from '../sandbox-error';
import { hasDocumentTypes } from '../seed/document-types';
import type { Begin, Outcome, WriterOrder } from './outcome';
import { summarize, summarizePeriod } from './writer-report';
import type { WriterReport } from './writer-report';

export interface LogWriter {
  /** What is known by now, of all lines or of those whose outcome fell into a period (milliseconds since 1970). */
  report(period?: { from: number; to: number }): WriterReport;
  /** Writes no more lines, waits for those under way, and tells what became of all. */
  stop(): Promise<WriterReport>;
}

/**
 * Starts writing log lines to Elasticsearch as a small fluent-bit would: one request per line, 2 s to answer, no second
 * try. It is a process of its own, so that what else this one does delays no line, and it ends with this one.
 */
export async function startLogWriter(options: Omit<WriterOrder, 'type'>): Promise<LogWriter> {
  const order: WriterOrder = { ...options, type: (await hasDocumentTypes(options)) ? 'flb_type' : '_doc' };
  const outcomes: Outcome[] = [];
  const child = fork(path.join(__dirname, 'write-lines.ts'), [JSON.stringify(order)], {
    execArgv: ['--import', require.resolve('tsx')],
  });
  // It may have exited before its last message is read here.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  const begin = await Promise.race([once(child, 'message').then(([message]) => (message as Begin).begin), ended]);
  if (typeof begin !== 'number') throw new SandboxError('The log writer ended at once; its output above tells why.');
  child.on('message', (outcome: Outcome) => outcomes.push(outcome));
  const report = (end = Math.max(begin, ...outcomes.map(({ at }) => at))) => summarize(outcomes, begin, end);
  return {
    report: (period) => (period ? summarizePeriod(outcomes, period) : report()),
    stop: async () => {
      const end = Date.now();
      if (child.connected) child.send('stop');
      await ended;
      return report(Math.max(end, ...outcomes.map(({ at }) => at)));
    },
  };
}
