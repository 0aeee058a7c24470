/**
 * `write-lines.ts ORDER`: writes log lines at a steady rate and tells the parent process each one's outcome. Lines are
 * sent when they are due, whether or not earlier ones are still under way. Ends after a message, or with its parent.
 */
import { logDocument } from '../seed/documents';
import { loggedContainers } from '../seed/pods';
import { seededRandom } from '../seed/random';
import type { Begin, Outcome, WriterOrder } from './outcome';
import { sendLine } from './send-line';

const order = JSON.parse(process.argv[2] ?? '') as WriterOrder;
const containers = loggedContainers();
const random = seededRandom('log writer');
const underWay = new Set<Promise<void>>();
let lines = 0;

async function write(line: number): Promise<void> {
  const now = new Date();
  const index = order.index ?? `ks-logstash-log-${now.toISOString().slice(0, 10).replaceAll('-', '.')}`;
  const reason = await sendLine(`${order.url}/${index}/${order.type}`, logDocument(now, containers, random));
  const outcome: Outcome = { line, at: Date.now(), ...(reason !== undefined && { reason }) };
  process.send?.(outcome);
}

function writeDueLines(): void {
  const due = Math.floor(((Date.now() - begin) / 1000) * order.linesPerSecond);
  while (lines < due) {
    const writing = write(++lines).finally(() => underWay.delete(writing));
    underWay.add(writing);
  }
}

const begin = Date.now();
process.send?.({ begin } satisfies Begin);
const clock = setInterval(writeDueLines, 10);
process.once('message', () => {
  clearInterval(clock);
  void Promise.all(underWay).then(() => process.disconnect());
});
process.once('disconnect', () => process.exit(0));
