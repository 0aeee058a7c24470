import net from 'node:net';
import { SandboxError } from '../sandbox-error';

/** As many distinct loopback ports as asked for that nobody listens on now, chosen by the kernel. */
export async function freePorts(count: number): Promise<number[]> {
  const holders = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = holders.map((holder) => (holder.address() as net.AddressInfo).port);
  await Promise.all(holders.map(close));
  return ports;
}

/** Throws a SandboxError if somebody listens on this loopback port; `purpose` names the server that wants it. */
export async function requireFreePort(port: number, purpose: string): Promise<void> {
  if (!(await isFree(port)))
    throw new SandboxError(
      `Port ${port} for ${purpose} is taken by another program; stop that program, or choose another port.`,
    );
}

/** `preferred` if nobody listens on it, otherwise a free port. */
export async function preferPort(preferred: number): Promise<number> {
  return (await isFree(preferred)) ? preferred : ((await freePorts(1))[0] ?? 0);
}

async function isFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') return false;
    if (code === 'EACCES') throw new SandboxError(`Port ${port} is reserved for root; choose one above 1023.`);
    throw error;
  }
}

function listen(port: number): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => resolve(server));
  });
}

function close(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
