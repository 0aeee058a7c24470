import { count, firstNames } from '../listing';
import type { Judge } from './judge';
import { fatal, warning } from './judge';

/** What forbids changes of the whole cluster. */
export const judgeReadOnly: Judge = ({ blocks }) =>
  blocks.cluster
    .filter(({ forbidsChange }) => forbidsChange)
    .flatMap(({ description }) =>
      fatal(
        'readOnly',
        `the cluster takes no changes (${description}): set cluster.blocks.read_only and cluster.blocks.read_only_allow_delete to null when whoever set them is done`,
      ),
    );

/** Indices that are blocked as at the flood stage: today's logs may be among them. */
export const judgeFloodStage: Judge = ({ blocks: { flooded } }) =>
  flooded.length === 0
    ? []
    : warning(
        'floodStage',
        `${count(flooded.length, 'index takes', 'indices take')} no documents (${firstNames(flooded)}): index.blocks.read_only_allow_delete is set, as when a disk reaches the flood stage; make room and set it to null`,
      );
