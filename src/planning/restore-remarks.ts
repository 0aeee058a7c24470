import { formatDuration } from './duration';

/** After so many milliseconds without a byte, a person should look. */
const worthSaying = 600_000;

/**
 * What keeps a restore from moving on, in clauses; none while it does.
 * @param still milliseconds since something has moved.
 * @param waitingFor why shards have no node, in the server's words.
 */
export function restoreRemarks(still: number, waitingFor: string | undefined): string[] {
  return [
    ...(still < worthSaying ? [] : [`NOTHING HAS MOVED FOR ${formatDuration(still / 1000)}: look at the cluster`]),
    ...(waitingFor === undefined ? [] : [`some shards wait: ${waitingFor}`]),
  ];
}
