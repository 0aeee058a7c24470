import { serveHealth } from '../../src/worker/health-server';

test.each([
  ['there is no worker yet', 'STARTING', 200, 503],
  ['the worker takes work', 'RUNNING', 200, 200],
  ['the worker is told to stop', 'STOPPING', 200, 503],
  ['the worker has failed', 'FAILED', 503, 503],
  ['the worker has stopped', 'STOPPED', 503, 503],
])('while %s, /healthz and /readyz say so', async (_, state, health, ready) => {
  const server = await serveHealth(() => state, 0);
  try {
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status;
    expect([await ask('/healthz'), await ask('/readyz'), await ask('/')]).toEqual([health, ready, 404]);
  } finally {
    await server.close();
  }
});
