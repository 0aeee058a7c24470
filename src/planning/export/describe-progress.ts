import { ByteSize } from '../byte-size';
import { formatDuration } from '../duration';
import { count, grouped } from '../listing';

export interface Amounts {
  documents: number;
  documentsTotal: number;
  /** Of this run; an earlier one may have done a part. */
  bytes: number;
}

/** `45,000 of 100,000 documents, 25 MB, 12 MB/s, 5 s left`. `seconds`: since this run began with `documentsBefore` done. */
export function describeAmounts(
  { documents, documentsTotal, bytes }: Amounts,
  { seconds, documentsBefore }: { seconds: number; documentsBefore: number },
): string {
  const parts = [`${grouped(documents)} of ${count(documentsTotal, 'document')}`];
  if (bytes > 0) parts.push(ByteSize.ofBytes(bytes).toString());
  if (bytes > 0 && seconds > 0) parts.push(`${ByteSize.ofBytes(Math.round(bytes / seconds)).toString()}/s`);
  const done = documents - documentsBefore;
  const left = done > 0 ? ((documentsTotal - documents) / done) * seconds : 0;
  if (left >= 1) parts.push(`${formatDuration(left)} left`);
  return parts.join(', ');
}
