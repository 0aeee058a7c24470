import { SandboxError } from '../sandbox-error';
import { asFullDisk } from './disk-space';

const unreachable =
  /unknown host|could not resolve|name resolution|name or service not known|nodename nor servname|connection (?:refused|reset|timed out)|connect(?:ion)? timed out|failed to establish a new connection|network is unreachable|no route to host|read timed out|proxyerror|(?:status code|error)[: ]+(?:407|5\d\d)/i;

/** The sentence for a package registry's client that failed, told from what it printed. */
export function failedFetch(what: string, client: string, output: string, folder: string): SandboxError {
  const last = output.trim().split('\n').slice(-8).join('\n');
  if (unreachable.test(output))
    return new SandboxError(
      `${what} could not be downloaded because ${client} cannot reach its package registry; check the network and ${client}'s proxy or mirror settings, then run again.\n${last}`,
    );
  return (
    asFullDisk(output, folder) ??
    new SandboxError(
      `${what} could not be downloaded: ${client} failed; its last lines tell why, mend that and run again.\n${last}`,
    )
  );
}
