import type { TimeZone } from './time-zone';

/** A moment as the people of a cluster read it on their clocks: `2026-12-07 16:15 (Asia/Shanghai)`. */
export function momentIn(zone: TimeZone, moment: Date): string {
  return `${zone.at(moment).toFormat('yyyy-MM-dd HH:mm')} (${zone.name})`;
}
