import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A wire between the program and its database that can be cut. */
export interface TcpProxy {
  /** The address of the database, by way of the proxy. */
  readonly url: string;
  /** Cuts all connections once the program has sent this many bytes more. */
  cutAfter(bytes: number): void;
  /** Cuts all connections when the database next answers; the answer does not arrive. */
  loseAnswer(): void;
  /** Forwards nothing any more, and closes nothing: neither side is told. */
  freeze(): void;
  close(): Promise<void>;
}

/** Opens a proxy before the server of a database's address. */
export async function startProxy(database: string): Promise<TcpProxy> {
  const target = new URL(database);
  const sockets = new Set<Socket>();
  let sent = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let frozen = false;
  let losing = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const pair = [client, upstream] as const;
    for (const socket of pair) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        if (!frozen) for (const other of pair) other.destroy();
      });
    }
    client.on('data', (piece) => {
      if (frozen) return;
      sent += piece.length;
      if (sent >= cutAt) for (const socket of sockets) socket.resetAndDestroy();
      else upstream.write(piece);
    });
    upstream.on('data', (piece) => {
      if (losing) {
        for (const socket of sockets) socket.resetAndDestroy();
        return;
      }
      if (!frozen) client.write(piece);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = new URL(database);
  address.hostname = '127.0.0.1';
  address.port = String((server.address() as AddressInfo).port);
  return {
    url: address.href,
    cutAfter: (bytes) => {
      cutAt = sent + bytes;
    },
    loseAnswer: () => {
      losing = true;
    },
    freeze: () => {
      frozen = true;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
