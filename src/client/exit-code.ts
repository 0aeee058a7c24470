/** What the command's exit code means; documented, so that scripts can rely on it. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  cancelled: 4,
  /** `doctor` found a cluster that is no longer, or not yet, as setup leaves it. */
  drifted: 5,
  /** Ctrl-C: no longer watched, while the run goes on. 128 + SIGINT, as shells have it. */
  interrupted: 130,
  /** Nobody reads the output any more (`| head -1`). 128 + SIGPIPE. */
  unread: 141,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Something that a person can mend. One sentence on what, why and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly code: ExitCode = exitCode.failed,
  ) {
    super(message);
  }
}
