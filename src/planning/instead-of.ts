/** The answer, or something else instead of one kind of error; any other error is passed on. */
export async function insteadOf<T, Other>(
  kind: abstract new (...args: never[]) => Error,
  answer: Promise<T>,
  other: Other,
): Promise<T | Other> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof kind) return other;
    throw error;
  }
}
