import net from 'node:net';
import { freePorts, preferPort, requireFreePort } from '../../sandbox/processes/ports';
import { SandboxError } from '../../sandbox/sandbox-error';

test('a taken port is told in one sentence, and a preferred one is then replaced', async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  try {
    await expect(requireFreePort(port, 'Elasticsearch 6.7.0')).rejects.toThrow(
      new SandboxError(
        `Port ${port} for Elasticsearch 6.7.0 is taken by another program; stop that program, or choose another port.`,
      ),
    );
    expect(await preferPort(port)).not.toBe(port);
  } finally {
    server.close();
  }
});

test('free ports are distinct', async () => {
  expect(new Set(await freePorts(5)).size).toBe(5);
});
