import { closest, distance } from 'fastest-levenshtein';

/** `, did you mean "days"?` when one of the known words is near enough to be a slip of the finger, else an empty text. */
export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const lower = word.toLowerCase();
  const nearest = closest(lower, [...known]);
  const tolerance = Math.max(2, Math.floor(word.length / 3));
  const slips = distance(lower, nearest.toLowerCase());
  // Two short words that have no letter in common are within the tolerance, too.
  return slips <= tolerance && slips < Math.max(word.length, nearest.length) ? `, did you mean "${nearest}"?` : '';
}
