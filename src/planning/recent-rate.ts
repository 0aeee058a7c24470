import type { Sample, Transfer } from './transfer';
import { withRate } from './transfer';

/** How far back the rate looks, in milliseconds: what a person watches is now, not the average of a night. */
const window = 60_000;
/** Looks closer together than this are one sample, so that a few of them span the window. */
const spacing = 5_000;

/**
 * How fast a transfer has been lately. Its samples are a handful of numbers, which a run hands on from one slice of
 * its wait to the next.
 */
export class RecentRate {
  private samples: Sample[];

  constructor(samples: readonly Sample[] = []) {
    this.samples = [...samples];
  }

  /** At most 14 of them, the oldest first. */
  get recent(): readonly Sample[] {
    return this.samples;
  }

  /** Adds a look, and to the transfer the rate of about the last minute and the time that the rest takes at it. */
  rated<T extends Transfer>(transfer: T, at: number): T {
    this.add({ at, bytesDone: transfer.bytesDone });
    const [first] = this.samples;
    return first === undefined ? transfer : withRate(transfer, first, at);
  }

  private add(sample: Sample): void {
    const last = this.samples.at(-1);
    // A shard that begins anew takes its bytes back: what was seen before says nothing of the rate any more.
    if (last !== undefined && sample.bytesDone < last.bytesDone) this.samples = [];
    if (this.samples.length === 0 || sample.at - (this.samples.at(-1)?.at ?? 0) >= spacing) this.samples.push(sample);
    // The one before the window stays as long as none inside is as old as the window.
    while ((this.samples[1]?.at ?? Infinity) <= sample.at - window) this.samples.shift();
  }
}
