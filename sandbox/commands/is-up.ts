import { readRecords } from '../processes/record';
import { isRunning } from '../processes/stop';
import { SandboxError } from '../sandbox-error';
import { sandboxWorld } from './world';

/** Why there is nothing to start, or false. Ports that were asked for have to be the ones that it has. */
export function isUp(name: string, wanted: Record<string, number | undefined> = {}): string | false {
  const record = readRecords(sandboxWorld).find((one) => one.name === name);
  if (!record || !isRunning(record)) return false;
  if (record.state !== 'ready')
    throw new SandboxError(
      `${record.title} is just being started by another command; wait for that one and run again.`,
    );
  for (const [purpose, port] of Object.entries(wanted))
    if (port !== undefined && record.ports[purpose] !== port)
      throw new SandboxError(
        `${record.title} already runs on port ${record.ports[purpose]}, not ${port}; leave the port out, or run \`npm run sandbox -- stop\` first.`,
      );
  return `${record.title} is already running`;
}
