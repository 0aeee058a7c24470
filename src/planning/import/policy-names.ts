import { IndexPattern } from '../index-pattern';
import type { ImportWish, Note } from './imported';

/** What a policy says about its indices, as the pattern of daily ones. */
export function patternOf(
  indices: readonly string[],
  { pattern }: ImportWish,
): { text: string; note?: Note['text']; remarks: string[] } {
  if (pattern !== undefined) return { text: pattern, remarks: [] };
  const [first = '', ...others] = indices.filter((each) => !each.startsWith('-'));
  const remarks = [
    ...(others.length > 0
      ? [`its indices ${others.join(', ')} are not carried over: a cluster of logkeep.yaml has one pattern`]
      : []),
    ...(indices.some((each) => each.startsWith('-')) ? ['its exclusions (-…) are not carried over'] : []),
    'logkeep backs up daily indices only, those whose names are a day of indices.pattern',
  ];
  const prefix = /^([^*,%]+)\*$/.exec(first)?.[1];
  const text = `${prefix ?? ''}${prefix === undefined || /[-_.]$/.test(prefix) ? '' : '-'}%Y.%m.%d`;
  return isPattern(text)
    ? { text, note: `Assumed: the date as %Y.%m.%d after ${prefix ?? ''}; the policy says ${first}.`, remarks }
    : {
        text: 'logs-%Y.%m.%d',
        note: `CHANGE THIS: how daily indices are named. The policy says ${first || 'all indices'}.`,
        remarks,
      };
}

/** Names of clusters have lower-case letters, digits and dashes. */
export function clusterNameOf(policy: string): string {
  return (
    policy
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'logs'
  );
}

/** `45d` from `45d`, `1080h` or `30m`: lengths of time as Elasticsearch and OpenSearch write them; null: not one of theirs. */
export function spanOf(time: string): string | null {
  const [, amount = '', unit = ''] = /^(\d+)\s?(d|h|m|s)$/i.exec(time) ?? [];
  return amount === '' || Number(amount) === 0
    ? null
    : `${amount}${unit.toLowerCase() === 'm' ? 'min' : unit.toLowerCase()}`;
}

function isPattern(text: string): boolean {
  try {
    return new IndexPattern(text).text === text;
  } catch {
    return false;
  }
}
