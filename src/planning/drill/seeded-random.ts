/**
 * Numbers from 0 to 1, always the same ones for the same seed, on every machine (mulberry32 over an FNV-1a of the
 * seed): a choice that can be told again is one that can be looked into.
 */
export function seededRandom(seed: string): () => number {
  let state = hashOf(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Eight hexadecimal digits for a text. */
export function shortId(text: string): string {
  return hashOf(text).toString(16).padStart(8, '0');
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
