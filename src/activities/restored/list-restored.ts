import { notAfterServer } from '../../elasticsearch/server-time';
import { judgeExpiry } from '../../planning/expiry-verdict';
import type { ExpiryVerdict } from '../../planning/expiry-verdict';
import { writtenSince } from '../../planning/restored-content';
import type { Written } from '../../planning/restored-content';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { findMarked, lookAtRestored } from './read-restored';

export interface RestoredRow {
  name: string;
  uuid: string;
  /** `YYYY-MM-DD`, of its name in the snapshot; absent where that is no day of the pattern. */
  day?: string;
  snapshot?: string;
  /** The workflow ID of the restore. */
  run?: string;
  /** Absent while it is closed or lacks a shard. Bytes of the primaries. */
  documents?: number;
  bytes?: number;
  /** ISO 8601 in UTC, or `never`. */
  expires: string;
  /** Whether it was written to since its restore. */
  written: Written;
  /** What an expiry would do now, and why. */
  verdict: ExpiryVerdict;
  reason: string;
}

/** The restored indices of a cluster, by name. Changes nothing. */
export async function listRestored(dependencies: Dependencies, input: { cluster: string }): Promise<RestoredRow[]> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const restored = await lookAtRestored(cluster, await findMarked(cluster, dependencies));
  if (restored.length === 0) return [];
  const now = await notAfterServer(cluster.elasticsearch, new Date());
  return restored.map(({ traits, mark, content }): RestoredRow => {
    const { from, expires } = mark;
    const day = cluster.indexPattern.dayOf(from?.index ?? traits.name)?.toString();
    return {
      ...{ name: traits.name, uuid: traits.uuid, expires: expires.toString() },
      ...(day !== undefined && { day }),
      ...(from && { snapshot: from.snapshot, run: from.run }),
      ...(content && { documents: content.documents, bytes: content.bytes }),
      written: writtenSince(mark.content, content),
      ...judgeExpiry({ traits, mark, ...(content && { content }) }, now),
    };
  });
}
