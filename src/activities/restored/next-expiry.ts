import { listIndices } from '../../elasticsearch/indices';
import { Expiry } from '../../planning/expiry';
import type { Decision } from '../../planning/decision';
import { groupByReason } from '../../planning/reason-group';
import type { ReasonGroup } from '../../planning/reason-group';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import type { RestoredIndex } from '../restored-indices';
import { withinActivity } from '../within-activity';
import { findMarked } from './read-restored';

export interface NextExpiry {
  /** When the first of them goes, ISO 8601; absent when none of them goes by itself. */
  next?: string;
  /** How many go at some time. */
  going: number;
  /** Why the others do not. */
  others: ReasonGroup[];
}

/** When the next of some restored indices goes, as their marks say now. */
export async function nextExpiry(
  dependencies: Dependencies,
  { cluster: name, indices }: { cluster: string; indices: RestoredIndex[] },
): Promise<NextExpiry> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const marked = new Map(
    (await findMarked(cluster, dependencies, indices)).map(({ traits, mark }) => [traits.name, mark]),
  );
  const times = [...marked.values()].map(({ expires }) => expires).filter((expires) => !expires.isNever);
  const others: Decision[] = [];
  for (const { name: index, uuid } of indices) {
    const mark = marked.get(index);
    if (mark?.expires.isNever === true) others.push({ name: index, reason: 'kept for good' });
    if (mark !== undefined) continue;
    const [now] = await listIndices(cluster.elasticsearch, index);
    const reason = now === undefined ? 'gone' : now.uuid === uuid ? 'somebody has taken its mark away' : 'replaced';
    others.push({ name: index, reason });
  }
  const next = times.reduce((soonest, time) => (soonest.later(time) === soonest ? time : soonest), Expiry.never);
  return { ...(next.isNever ? {} : { next: next.toString() }), going: times.length, others: groupByReason(others) };
}
