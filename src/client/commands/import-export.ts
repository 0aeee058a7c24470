import { connectionOf } from '../../config/connection';
import { describeAmounts } from '../../planning/export/describe-progress';
import { count } from '../../planning/listing';
import { importDays } from '../../transfer/import-days';
import type { ImportedFolder } from '../../transfer/import-days';
import { chosenCluster } from '../chosen-cluster';
import { chosenSettings } from '../chosen-settings';
import { configOf } from '../config-of';
import type { GlobalOptions } from '../config-of';
import { ownWork } from '../own-work';
import { bar } from '../progress-line';
import { stopwatch } from '../stopwatch';

export interface ImportExportOptions extends GlobalOptions {
  index?: string;
  intoExisting: boolean;
}

const stages = { checking: 'checking the files', loading: 'loading', comparing: 'comparing' };

/** `logkeep import-export DIR [cluster]` */
export async function importExportCommand(
  folder: string,
  named: string | undefined,
  options: ImportExportOptions,
): Promise<void> {
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  const { index, intoExisting } = options;
  const resume = 'The import was stopped: the same command goes on with what is missing';
  return ownWork(options, { title: `Import into ${cluster}`, resume }, async (reporter, signal) => {
    const time = stopwatch();
    let stage = '';
    const imported = await importDays({
      connection: connectionOf(chosenSettings(config, cluster)),
      ...{ folder, intoExisting, signal },
      ...(index === undefined ? {} : { index }),
      onRetry: (reason) => reporter.warning(`Trying again, because: ${reason}`),
      onStage: (sentence) => reporter.stage(sentence),
      onProgress: (from, progress) => {
        if (stage !== `${from} ${progress.stage}`) time.restart();
        stage = `${from} ${progress.stage}`;
        const { bytes, bytesTotal, documents, documentsTotal } = progress;
        const share = progress.stage === 'checking' ? bytes / bytesTotal : documents / documentsTotal;
        const amounts = progress.stage === 'checking' ? '' : describeAmounts(progress, time.since(documents));
        reporter.progress(`${stages[progress.stage]} ${bar(share || 0)} ${amounts}`, { folder: from, ...progress });
      },
    });
    for (const { remarks } of imported) remarks.forEach((remark) => reporter.warning(remark));
    return resultOf(cluster, imported, time.total());
  });
}

function resultOf(cluster: string, imported: readonly ImportedFolder[], seconds: number) {
  const summary = imported.map((each) => sentence(cluster, each)).join('\n');
  const indices = imported.map(({ folder, index, manifest, created, present, remarks }) => ({
    ...{ folder, index, documents: manifest.documents, created, present, content: manifest.content, remarks },
  }));
  return { result: { cluster, imported: indices, seconds, summary }, summary };
}

function sentence(cluster: string, { index, manifest, created, present }: ImportedFolder): string {
  const there = present > 0 ? `, ${count(present, 'document')} were there already` : '';
  return `Imported ${index} into ${cluster}: ${count(created, 'document')} of ${manifest.documents} loaded${there}; the content is the same as exported`;
}
