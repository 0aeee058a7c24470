import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a look finds what it looks for; jest's time limit is the only bound. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    await pause(50);
  }
}
