import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from './startup-error';

export interface HealthServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Answers `/healthz` (200 until the worker has failed or stopped: restart it otherwise) and `/readyz` (200 while it
 * takes work).
 * @param state of the Temporal worker; anything else while there is none yet.
 * @throws StartupError when the port is taken.
 */
export async function serveHealth(state: () => string, port: number): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const now = state();
    const healthy = request.url === '/readyz' ? now === 'RUNNING' : now !== 'FAILED' && now !== 'STOPPED';
    const known = request.url === '/healthz' || request.url === '/readyz';
    response.writeHead(!known ? 404 : healthy ? 200 : 503, { 'content-type': 'text/plain' });
    response.end(known ? `${now}\n` : 'Ask for /healthz or /readyz\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new StartupError(
          `The health endpoint cannot listen on port ${port} (${error.code ?? error.message}): set worker.healthPort in logkeep.yaml to a free one`,
        ),
      );
    });
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
