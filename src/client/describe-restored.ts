import { ByteSize } from '../planning/byte-size';
import { formatDuration } from '../planning/duration';
import { grouped } from '../planning/listing';
import { momentIn } from '../planning/moment-in';
import { TimeZone } from '../planning/time-zone';
import type { RestoredResult } from '../workflows/restored/types';
import { table } from './table';

type Row = RestoredResult['restored'][number];

const head = ['INDEX', 'DAY', 'FROM', 'SIZE', 'DOCUMENTS', 'KEPT UNTIL', 'IN', 'WRITTEN TO'];

/** The restored indices as a table, and a line for each that will not simply go. */
export function describeRestored({ cluster, timeZone, restored }: RestoredResult, now: Date): string {
  if (restored.length === 0) return `Nothing that was restored to ${cluster} is there now`;
  const zone = TimeZone.parse(timeZone);
  const remarks = restored.filter(({ verdict }) => verdict === 'waits' || verdict === 'written');
  return [
    table(
      head,
      restored.map((row) => cells(row, zone, now)),
    ),
    ...(remarks.length === 0 ? [] : ['', ...remarks.map(({ name, reason }) => `${name}: ${reason}`)]),
  ].join('\n');
}

function cells({ name, day, snapshot, bytes, documents, expires, written }: Row, zone: TimeZone, now: Date): string[] {
  return [
    name,
    day ?? '',
    snapshot ?? '',
    bytes === undefined ? '' : ByteSize.ofBytes(bytes).toString(),
    documents === undefined ? '' : grouped(documents),
    ...whenOf(expires, zone, now),
    written,
  ];
}

function whenOf(expires: string, zone: TimeZone, now: Date): [until: string, rest: string] {
  if (expires === 'never') return ['for good', ''];
  const moment = new Date(expires);
  const rest = (moment.getTime() - now.getTime()) / 1000;
  return [momentIn(zone, moment), rest <= 0 ? 'over' : formatDuration(rest)];
}
