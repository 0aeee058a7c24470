import { changeIndexSettings, readCopies } from '../../elasticsearch/index-copies';
import { withoutRestoreMark } from '../../elasticsearch/restore-marks';
import type { WantedCopies } from '../../planning/restored-copies';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

export interface SetCopiesInput {
  cluster: string;
  indices: WantedCopies[];
  /** Whether the restore is over, so that its mark can go. */
  isLast: boolean;
}

/** Asks for so many copies of each shard. An index that has taken the place of one of them is left alone. */
export async function setCopies(
  dependencies: Dependencies,
  { cluster: name, indices, isLast }: SetCopiesInput,
): Promise<void> {
  const { elasticsearch } = withinActivity(clusterNamed(name, dependencies));
  const now = await readCopies(
    elasticsearch,
    indices.map((index) => index.name),
  );
  const ours = indices.filter((index) => now.some((one) => one.name === index.name && one.uuid === index.uuid));
  const mark = isLast ? withoutRestoreMark : {};
  for (const settings of new Set(ours.map(settingsOf))) {
    const alike = ours.filter((index) => settingsOf(index) === settings).map((index) => index.name);
    const wanted = { ...(JSON.parse(settings) as Record<string, number | string>), ...mark };
    if (Object.keys(wanted).length > 0) await changeIndexSettings(elasticsearch, alike, wanted);
  }
}

/** As text, so that indices with the same settings share a request. */
function settingsOf({ replicas, isFixed }: WantedCopies): string {
  return JSON.stringify({
    ...(replicas === undefined ? {} : { 'index.number_of_replicas': replicas }),
    ...(isFixed ? { 'index.auto_expand_replicas': 'false' } : {}),
  });
}
