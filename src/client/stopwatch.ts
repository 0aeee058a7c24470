/** Measures how fast something goes that may have been begun by an earlier process. */
export interface Stopwatch {
  /** Seconds since the last restart, and what was done at the first look after it. */
  since(documents: number): { seconds: number; documentsBefore: number };
  restart(): void;
  /** Seconds since it was made. */
  total(): number;
}

export function stopwatch(): Stopwatch {
  const made = performance.now();
  let start = made;
  let documentsBefore: number | undefined;
  return {
    since(documents) {
      documentsBefore ??= documents;
      return { seconds: (performance.now() - start) / 1000, documentsBefore };
    },
    restart() {
      start = performance.now();
      documentsBefore = undefined;
    },
    total: () => Math.round(performance.now() - made) / 1000,
  };
}
