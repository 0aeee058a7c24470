import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** The network path to a server, which can be cut and made whole. */
export interface Relay {
  port: number;
  /** Resets every connection, now and to come, until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Listens on loopback and passes every byte on. */
export async function openRelay(host: string, port: number): Promise<Relay> {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    open.add(near);
    near.on('error', () => undefined);
    near.on('close', () => open.delete(near));
    if (isCut) return reset(near);
    const far = connect(port, host);
    far.on('error', () => near.destroy());
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isCut = true;
    open.forEach(reset);
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => void (isCut = false),
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** One that is about to end by itself must not be reset: Node then never tells of its end. */
function reset(socket: Socket): void {
  if (socket.readyState === 'open') socket.resetAndDestroy();
  else socket.destroy();
}
