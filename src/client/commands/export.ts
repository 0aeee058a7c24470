import { connectionOf } from '../../config/connection';
import { ByteSize } from '../../planning/byte-size';
import { Day } from '../../planning/day';
import { describeAmounts } from '../../planning/export/describe-progress';
import { IndexPattern } from '../../planning/index-pattern';
import { count } from '../../planning/listing';
import { exportDays } from '../../transfer/export-days';
import type { ExportedDay } from '../../transfer/export-days';
import { checkedDays } from '../checked-days';
import { chosenCluster } from '../chosen-cluster';
import { chosenSettings } from '../chosen-settings';
import { configOf } from '../config-of';
import type { GlobalOptions } from '../config-of';
import { ownWork } from '../own-work';
import { bar } from '../progress-line';
import { stopwatch } from '../stopwatch';

export interface ExportOptions extends GlobalOptions {
  day: string[];
  to: string;
  fromBackup: boolean;
  again: boolean;
  files: number;
}

/** `logkeep export [cluster] --day 2019-11-12 --to DIR` */
export async function exportCommand(named: string | undefined, options: ExportOptions): Promise<void> {
  const days = checkedDays(options.day);
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  const settings = chosenSettings(config, cluster);
  const pattern = new IndexPattern(settings.indexPattern);
  const resume = 'The export was stopped: the same command goes on with what is missing';
  return ownWork(options, { title: `Export of ${cluster}`, resume }, async (reporter, signal) => {
    const time = stopwatch();
    const exported = await exportDays({
      connection: connectionOf(settings),
      cluster,
      days: days.map((day) => ({ day, index: pattern.indexOf(Day.parse(day)) })),
      folder: options.to,
      ...{ fromBackup: options.fromBackup, again: options.again, readers: options.files, signal },
      onRetry: (reason) => reporter.warning(`Trying again, because: ${reason}`),
      onStage: (sentence) => {
        time.restart();
        reporter.stage(sentence);
      },
      onProgress: ({ day, index }, progress) => {
        const share = progress.documents / Math.max(1, progress.documentsTotal);
        const line = `${bar(share)} ${describeAmounts(progress, time.since(progress.documents))}`;
        reporter.progress(line, { day, index, ...progress });
      },
      // Loaded only where it is needed: most exports do not speak to Temporal.
      bringBack: async (day, prefix) => ({
        snapshot: await (
          await import('../temporary-restore.js')
        ).restoreForAWhile(
          config,
          options,
          { cluster, ...day, prefix },
          (line) => reporter.progress(line, { ...day, message: line }),
          signal,
        ),
      }),
    });
    for (const { manifest } of exported) manifest.remarks.forEach((remark) => reporter.warning(remark));
    return resultOf(cluster, exported, time.total());
  });
}

function resultOf(cluster: string, exported: readonly ExportedDay[], seconds: number) {
  const summary = exported.map(sentence).join('\n');
  const days = exported.map(({ day, index, folder, manifest, wasComplete, resumed }) => {
    const { documents, bytes, compressedBytes, content, parts, remarks, source } = manifest;
    const { snapshot } = source;
    return {
      ...{ day, index, folder, documents, bytes, compressedBytes, content, files: parts.length, remarks },
      ...{ wasComplete, resumed },
      ...(snapshot === undefined ? {} : { snapshot }),
    };
  });
  return { result: { cluster, exported: days, seconds, summary }, summary };
}

function sentence({ index, folder, manifest, wasComplete, resumed }: ExportedDay): string {
  const { documents, bytes, compressedBytes } = manifest;
  const size = `${ByteSize.ofBytes(bytes).toString()} as ${ByteSize.ofBytes(compressedBytes).toString()}`;
  const what = `${index}: ${count(documents, 'document')}, ${size}, in ${folder}`;
  if (wasComplete) return `Already exported ${what}`;
  return resumed > 0 ? `Exported ${what}; ${count(resumed, 'document')} were there from before` : `Exported ${what}`;
}
