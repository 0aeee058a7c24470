/** The worker cannot start, for a reason that its operator can mend. One sentence. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
