import type { TimeZone } from './time-zone';

/** A moment on the clock of a zone, to the minute, with its offset: `2026-12-01 01:00 +08:00`. */
export function localTime(moment: Date, zone: TimeZone): string {
  return zone.at(moment).toFormat('yyyy-MM-dd HH:mm ZZ');
}
