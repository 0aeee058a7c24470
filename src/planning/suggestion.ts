import { closest, distance } from 'fastest-levenshtein';

/** `, did you mean "days"?` when one of the known words is near enough to be a slip of the finger, else an empty text. */
export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const lower = word.toLowerCase();
  const nearest = closest(lower, [...known]);
  const tolerance = Math.max(2, Math.floor(word.length / 3));
  return distance(lower, nearest.toLowerCase()) <= tolerance ? `, did you mean "${nearest}"?` : '';
}
