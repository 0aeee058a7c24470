import { findDocuments } from '../../elasticsearch/document-samples';
import { readContents } from '../../elasticsearch/index-contents';
import { countDocuments } from '../../elasticsearch/indices';
import { readLedgerEntry } from '../../elasticsearch/ledger-index';
import { compareCopy } from '../../planning/drill/compare-copy';
import type { DrillFinding } from '../../planning/drill/proof';
import { ledgerIndexOf } from '../../planning/ledger';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';
import type { DrillStep } from './plan-drill';

/**
 * Compares a restored copy with what the ledger says that its snapshot must contain. Searches all of its shards, so that
 * a copy that cannot be searched is not proven.
 * @throws Refused when the copy is gone, or another index has its name.
 */
export async function compareDrill(
  dependencies: Dependencies,
  { cluster: name, target, snapshot, index, as, uuid }: DrillStep & { cluster: string; uuid: string },
): Promise<DrillFinding> {
  const source = withinActivity(clusterNamed(name, dependencies));
  const { elasticsearch } = withinActivity(clusterNamed(target, dependencies));
  const lines = await readLedgerEntry(source.elasticsearch, ledgerIndexOf(name), snapshot);
  const line = lines?.find((one) => one.name === index);
  const content = (await readContents(elasticsearch, [as])).get(as);
  if (content?.uuid !== uuid)
    throw new Refused(`${index} cannot be compared`, [`its copy ${as} was deleted or replaced meanwhile`]);
  const documents = await countDocuments(elasticsearch, [as]);
  const ids = (line?.sample ?? []).map(({ id }) => id);
  const found = await findDocuments(elasticsearch, as, ids);
  return { ...compareCopy(line, { ...content, found }), snapshot, documents };
}
