import { table } from '../../src/client/table';
import { grouped } from '../../src/planning/listing';
import type { WriterReport } from '../log-writer/writer-report';
import { linesPerSecond } from './steps';
import type { KubeSphereStory } from './story';

/** What each operation cost those who wrote logs meanwhile. */
export function describeLosses({ writer, periods }: KubeSphereStory): string {
  if (!writer) return '';
  const rows = periods.map(({ name, from, to }) => row(name, writer.report({ from, to })));
  const head = [`${linesPerSecond} LINES A SECOND DURING`, 'WRITTEN', 'LOST', 'LONGEST GAP'];
  return table(head, [...rows, row('all of it', writer.report())]);
}

function row(name: string, { written, failed, longestGapMs }: WriterReport): string[] {
  return [name, grouped(written), grouped(failed), `${(longestGapMs / 1000).toFixed(1)} s`];
}
