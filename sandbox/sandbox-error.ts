/** A failure that a person can cause and mend: its message says what happened, why, and what to do. Printed without a stack. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
