import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { Fault } from './faults/fault.ts';
import type { Reply } from './reply.ts';

/** The fastest level: this is a rehearsal, and the network is a loopback. */
const GZIP = Object.freeze({ level: 1 });

/** Sends an answer, compressed if the client takes that, with a fault of the transport if any. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  options: { readonly gzip: boolean; readonly fault: Fault | null },
): Promise<void> {
  const { fault } = options;
  if (fault?.kind === 'hang') return;
  const gzip = (options.gzip && hasBody(reply)) || fault?.kind === 'truncated-gzip';
  const headers = gzip
    ? { ...reply.headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' }
    : reply.headers;
  if (isStream(reply.body) && !needsBytes(fault)) {
    response.writeHead(reply.status, headers);
    const source = Readable.from(reply.body, { objectMode: true });
    await (gzip ? pipeline(source, createGzip(GZIP), response) : pipeline(source, response));
    return;
  }
  const plain = bytesOf(reply.body);
  await sendBytes(response, reply.status, headers, gzip ? gzipSync(plain, GZIP) : plain, fault);
}

async function sendBytes(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  whole: Buffer,
  fault: Fault | null,
): Promise<void> {
  const bytes =
    fault?.kind === 'truncated-gzip'
      ? whole.subarray(0, Math.max(1, whole.length - (fault.missingBytes ?? 16)))
      : whole;
  const stated = bytes.length + (fault?.kind === 'wrong-length' ? fault.difference : 0);
  response.strictContentLength = false;
  response.writeHead(status, { ...headers, 'content-length': String(stated) });
  if (fault?.kind === 'cut' || fault?.kind === 'wrong-length') {
    const sent = fault.kind === 'cut' ? bytes.subarray(0, fault.afterBytes) : bytes;
    await new Promise<void>((resolve) => {
      response.write(sent, () => resolve());
    });
    response.destroy();
    return;
  }
  if (fault?.kind === 'slow') {
    for (let start = 0; start < bytes.length && !response.destroyed; start += fault.pieceBytes) {
      response.write(bytes.subarray(start, start + fault.pieceBytes));
      await pause(fault.pauseMs);
    }
    response.end();
    return;
  }
  response.end(bytes);
}

function hasBody({ body }: Reply): boolean {
  return isStream(body) || body.length > 0;
}

function isStream(body: Reply['body']): body is Iterable<string> {
  return typeof body !== 'string' && !(body instanceof Uint8Array);
}

/** Faults that count bytes need the whole body at hand. */
function needsBytes(fault: Fault | null): boolean {
  return fault !== null && ['truncated-gzip', 'slow', 'cut', 'wrong-length'].includes(fault.kind);
}

function bytesOf(body: Reply['body']): Buffer {
  return Buffer.from(
    typeof body === 'string' ? body : body instanceof Uint8Array ? body : [...body].join(''),
  );
}
