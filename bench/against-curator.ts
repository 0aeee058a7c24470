import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { reapOrphans } from '../sandbox/processes/reap';
import { stopOwned, stopOwnedOnSignal } from '../sandbox/processes/stop-owned';
import { table } from '../src/client/table';
import { measureDeletions } from './curator/many-snapshots';
import { measureNights } from './curator/night';

const parts = ['night', '6.7.0', '7.17.29'];

/** `npm run bench:curator`: logkeep against Curator 5.8.4 at the same work, in turn, on the same server. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string', default: '5' },
      snapshots: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: parts.join(',') },
    },
  });
  const wanted = values.only.split(',');
  if (wanted.some((part) => !parts.includes(part))) throw new Error(`--only takes some of ${parts.join(',')}`);
  await reapOrphans();
  stopOwnedOnSignal();
  const before = describeLoad();
  try {
    const rows: string[][] = [];
    if (wanted.includes('night')) rows.push(await measureNights(Number(values.pairs)));
    for (const version of ['6.7.0', '7.17.29'] as const)
      if (wanted.includes(version))
        rows.push(await measureDeletions(version, Number(values.snapshots), Number(values.rounds)));
    const head = ['SERVER', 'WORK', 'RAW', 'CURATOR', 'LOGKEEP', 'TIMES FASTER'];
    process.stdout.write(
      `\n${table(head, rows)}\n\nSeconds, medians; the ratio pair by pair. "action": Curator without Python's start. Load of the machine before: ${before}, after: ${describeLoad()}.\n`,
    );
  } finally {
    await stopOwned();
  }
}

/** The averages of 1, 5 and 15 minutes. */
function describeLoad(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
