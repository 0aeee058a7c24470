import { logLine } from './log-lines';
import { loggedContainers } from './pods';
import type { LoggedContainer } from './pods';
import { seededRandom } from './random';
import type { Random } from './random';

const dayMs = 86_400_000;

/**
 * The log documents of one UTC day (`2019-11-03`) as JSON, in the order of their time: what KubeSphere 2.1's fluent-bit
 * sends with Logstash_Format on. The same day, count and seed always give the same documents.
 */
export function* dayDocuments(day: string, count: number, seed = 'logkeep'): Generator<string> {
  const random = seededRandom(`${seed}/${day}`);
  const containers = loggedContainers();
  const midnight = Date.parse(`${day}T00:00:00Z`);
  for (let index = 0; index < count; index++) {
    const at = new Date(midnight + Math.floor(((index + random.next()) / count) * dayMs));
    yield logDocument(at, containers, random);
  }
}

/** What some container logs at a moment, as fluent-bit sends it. */
export function logDocument(at: Date, containers: LoggedContainer[], random: Random): string {
  const { kind, kubernetesJson } = random.pick(containers);
  const timestamp = at.toISOString();
  // Docker's own time has nanoseconds where fluent-bit's @timestamp has milliseconds.
  const time = `${timestamp.slice(0, -1)}${String(random.below(1_000_000)).padStart(6, '0')}Z`;
  const log = JSON.stringify(logLine(kind, at, random));
  return `{"@timestamp":"${timestamp}","log":${log},"time":"${time}",${kubernetesJson}}`;
}

/** `count` consecutive UTC days from `first` on. */
export function consecutiveDays(first: string, count: number): string[] {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => new Date(start + index * dayMs).toISOString().slice(0, 10));
}
