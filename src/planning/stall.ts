import type { Transfer } from './transfer';

/** Notices that an operation has not moved for long. `at`: milliseconds since 1970. */
export class StallWatch {
  private mark = '';
  private since: number;

  constructor(start: number) {
    this.since = start;
  }

  /** How long nothing has moved, in milliseconds. */
  idle(transfer: Transfer | undefined, at: number): number {
    const mark = transfer === undefined ? '' : `${transfer.shardsDone}/${transfer.bytesDone}`;
    if (mark !== this.mark) this.since = at;
    this.mark = mark;
    return at - this.since;
  }
}
