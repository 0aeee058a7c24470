/** What one filter says about one item; `why` is a predicate, such as "is closed". */
export interface Verdict {
  /** Whether the item is what the filter looks for; null: cannot be judged by it, and goes whatever `exclude` says. */
  fits: boolean | null;
  why: string;
}

export const fitting = (fits: boolean, why: string): Verdict => ({ fits, why });
export const unfit = (why: string): Verdict => ({ fits: null, why });

/** Judges all that the filters before have left at once, because counts and sums depend on the others. */
export type Judge<Filter, Item> = (filter: Filter, items: readonly Item[], now: Date) => Map<string, Verdict>;

/** A judge that looks at each item alone. */
export function oneByOne<Filter, Item extends { name: string }>(
  judgeOf: (filter: Filter, now: Date) => (item: Item) => Verdict,
): Judge<Filter, Item> {
  return (filter, items, now) => {
    const judge = judgeOf(filter, now);
    return new Map(items.map((item) => [item.name, judge(item)]));
  };
}
