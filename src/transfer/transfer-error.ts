/** Why days cannot be exported or imported, where a person can mend it. One sentence. */
export class TransferError extends Error {
  override readonly name = 'TransferError';

  constructor(
    message: string,
    /** A check said no, before anything was done or where going on would do harm. */
    readonly refused = false,
  ) {
    super(message);
  }
}
