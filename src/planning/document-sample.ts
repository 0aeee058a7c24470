/** One document of an index, by which a copy is told from any other: its ID, and what it says. */
export interface SampledDocument {
  id: string;
  /** SHA-256 of its canonical source, in hexadecimal digits. */
  sha256: string;
}

/** How many documents of an index are written down. */
export const sampleSize = 5;

/** Over so many shards a sample is spread, with so many documents of each. */
export function spreadSample(shards: number): { shards: number; each: number } {
  const asked = Math.max(1, Math.min(shards, sampleSize));
  return { shards: asked, each: Math.floor(sampleSize / asked) };
}

/**
 * The text that a document is hashed by: its source as JSON with the keys of every object in their order of letters. Not
 * the bytes as the server sends them: servers with a synthetic source write it anew, and may do so in another order.
 */
export function canonicalText(source: unknown): string {
  return JSON.stringify(source, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? inOrder(value) : value,
  );
}

function inOrder(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
