import { ApplicationFailure } from '@temporalio/workflow';
import { ByteSize } from '../../planning/byte-size';
import { isFailure } from '../../planning/drill/proof';
import { formatDuration } from '../../planning/duration';
import { count, firstNames } from '../../planning/listing';
import type { DayDrilled } from './drill-day';
import type { DrilledDay, DrillResult } from './types';

type Drilled = Pick<DrillResult, 'cluster' | 'days' | 'leftovers'>;

export function resultOf({
  drilled,
  start,
  ...more
}: Pick<DrillResult, 'cluster' | 'dryRun' | 'warnings'> & { drilled: DayDrilled[]; start: number }): DrillResult {
  const seconds = (Date.now() - start) / 1000;
  const days = drilled.map(({ day }) => day);
  const found = { cluster: more.cluster, days, leftovers: drilled.flatMap(({ leftovers }) => leftovers) };
  return {
    ...more,
    ...found,
    proven: days.filter(({ outcome }) => outcome === 'proven').length,
    seconds,
    summary: more.dryRun ? summaryOfPlan(found) : summaryOf(found, seconds),
  };
}

/**
 * What a drill found is worth nothing if nobody hears of it, so that a run fails that found something wrong.
 * @throws ApplicationFailure `DrillFailed`, with every day; `Refused` when some could only not be tried.
 */
export function failIfNotProven({ summary, days, dryRun }: DrillResult): void {
  if (dryRun) return;
  const isWrong = days.some(({ outcome }) => outcome !== 'planned' && outcome !== 'not tried' && isFailure(outcome));
  if (isWrong) throw ApplicationFailure.nonRetryable(summary, 'DrillFailed', { days });
  if (days.some(({ outcome }) => outcome === 'not tried'))
    throw ApplicationFailure.nonRetryable(summary, 'Refused', { days });
}

function summaryOfPlan({ cluster, days }: Drilled): string {
  const which = days.map(({ day, snapshot }) => `${day} from ${snapshot}`);
  return `A drill of ${cluster} would restore ${firstNames(which)}: ${sizeOf(days)}`;
}

function summaryOf({ cluster, days, leftovers }: Drilled, seconds: number): string {
  const proven = days.filter(({ outcome }) => outcome === 'proven').length;
  const total = `${proven} of ${count(days.length, 'day')} of ${cluster} proven restorable`;
  const removed = leftovers.length === 0 ? [] : [`removed what an earlier drill had left: ${firstNames(leftovers)}`];
  const figures = `${sizeOf(days)} in ${formatDuration(seconds)}`;
  return [`${total}: ${firstNames(days.map(sentenceOf))}`, figures, ...removed].join('; ');
}

function sentenceOf({ day, outcome, snapshot, documents = 0, sampled = 0, reasons }: DrilledDay): string {
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ').slice(0, 600)})`;
  const of = `${day} from ${snapshot}`;
  switch (outcome) {
    case 'proven':
      return `${of} is proven (${count(documents, 'document')}, ${grouped(sampled)} compared one by one)`;
    case 'differs':
      return `${of} differs from what was backed up${why}`;
    case 'unrestorable':
      return `${of} could not be restored${why}`;
    case 'not comparable':
      return `${of} was restored (${count(documents, 'document')}), but is not comparable${why}`;
    default:
      return `${of} was not tried${why}`;
  }
}

const grouped = (amount: number) => (amount === 0 ? 'none' : String(amount));

function sizeOf(days: readonly DrilledDay[]): string {
  return ByteSize.ofBytes(days.reduce((sum, { bytes }) => sum + bytes, 0)).toString();
}
