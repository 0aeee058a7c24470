import { ByteSize } from '../planning/byte-size';
import type { DrillCandidate } from '../planning/drill/choose-days';
import { count, grouped } from '../planning/listing';
import { momentText } from '../planning/notification-sentence';
import type { DrillResult } from '../workflows/drill/types';
import type { ProvenDaysResult } from '../workflows/proven-days/types';
import type { Paint } from './paint';
import { table } from './table';

/** Read from the result itself: a run that is watched was started by anybody, with anything. */
export function isDrill(result: unknown): result is DrillResult {
  return typeof result === 'object' && result !== null && 'proven' in result && 'leftovers' in result;
}

/** Each day with what became of it, or would. */
export function describeDrill({ days, warnings }: DrillResult, paint: Paint): string {
  const rows = days.map(({ day, snapshot, outcome, documents, sampled, bytes }) => [
    day,
    snapshot,
    outcome,
    documents === undefined ? '' : grouped(documents),
    sampled === undefined ? '' : String(sampled),
    ByteSize.ofBytes(bytes).toString(),
  ]);
  const remarks = warnings.map((line) => ` ${paint('yellow', '!')} ${line}`);
  return [table(['DAY', 'SNAPSHOT', 'OUTCOME', 'DOCUMENTS', 'COMPARED', 'SIZE'], rows), ...remarks].join('\n');
}

/** When each day was proven last, the newest day first. */
export function describeProvenDays(cluster: string, { repository, days, total, proven }: ProvenDaysResult): string {
  if (total === 0) return `Repository ${repository} of ${cluster} holds no days yet`;
  const head = ['DAY', 'LAST PROVEN', 'FROM', 'DOCUMENTS', 'COMPARED', 'NEWEST DRILL'];
  const hidden = days.length < total ? [`… and ${total - days.length} older ones`] : [];
  return [
    table(head, days.map(rowOf)),
    ...hidden,
    `${grouped(proven)} of ${count(total, 'day')} proven restorable`,
  ].join('\n');
}

function rowOf({ day, proof }: DrillCandidate): string[] {
  const { proven, last } = proof ?? {};
  const failed =
    last === undefined || last.outcome === 'proven'
      ? ''
      : `${last.outcome} on ${momentText(Date.parse(last.at))}: ${last.reasons.join('; ')}`;
  if (proven === undefined) return [day, 'never', '', '', '', failed];
  const { at, snapshot, documents, sampled } = proven;
  return [day, momentText(Date.parse(at)), snapshot, grouped(documents), String(sampled), failed];
}
