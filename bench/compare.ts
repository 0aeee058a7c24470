import { median, timed } from './timing';

/** Two ways to do the same, in turn. */
export interface Pair {
  /** Before each of the two, outside the measured time. */
  prepare: () => Promise<void>;
  raw: () => Promise<void>;
  /** Resolves with what tells the events of its history, asked outside the measured time. */
  logkeep: () => Promise<() => Promise<number>>;
}

/** Medians over the rounds; ratio and difference are taken pair by pair, so that a drift of the machine cancels out. */
export interface Comparison {
  rawSeconds: number;
  logkeepSeconds: number;
  ratio: number;
  difference: number;
  /** The longest history. */
  events: number;
}

/** Runs both in turn for a number of rounds, after one round that does not count. */
export async function compare(title: string, rounds: number, { prepare, raw, logkeep }: Pair): Promise<Comparison> {
  const pairs: { raw: number; logkeep: number; events: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await prepare();
    const [rawSeconds] = await timed(raw);
    await prepare();
    const [logkeepSeconds, countEvents] = await timed(logkeep);
    const events = await countEvents();
    process.stderr.write(
      `${title}, round ${round === 0 ? 'warm-up' : round}: ${rawSeconds.toFixed(2)} s, ${logkeepSeconds.toFixed(2)} s\n`,
    );
    if (round > 0) pairs.push({ raw: rawSeconds, logkeep: logkeepSeconds, events });
  }
  return {
    rawSeconds: median(pairs.map((pair) => pair.raw)),
    logkeepSeconds: median(pairs.map((pair) => pair.logkeep)),
    ratio: median(pairs.map((pair) => pair.logkeep / pair.raw)),
    difference: median(pairs.map((pair) => pair.logkeep - pair.raw)),
    events: Math.max(...pairs.map((pair) => pair.events)),
  };
}
