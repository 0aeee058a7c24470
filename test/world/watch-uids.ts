import { setTimeout as pause } from 'node:timers/promises';
import { lookAtUids } from './kubesphere-look';
import type { Look } from './kubesphere-look';
import type { KubeSphere } from './kubesphere';

/** Which objects there were at a moment, by their uids. */
export interface Sighting extends Pick<Look, 'statefulSets' | 'pods'> {
  /** When all of it had been seen, in milliseconds since 1970. */
  at: number;
}

/** Looks again and again at which StatefulSets and pods there are, until what goes on meanwhile has come to its end. */
export async function watchUids<T>(
  kubesphere: KubeSphere,
  meanwhile: Promise<T>,
): Promise<{ outcome: T; sightings: Sighting[] }> {
  const sightings: Sighting[] = [];
  let isOver = false;
  const over = () => void (isOver = true);
  meanwhile.then(over, over);
  while (!isOver) {
    const seen = await lookAtUids(kubesphere);
    sightings.push({ ...seen, at: Date.now() });
    await pause(300);
  }
  return { outcome: await meanwhile, sightings };
}
