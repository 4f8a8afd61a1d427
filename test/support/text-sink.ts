import { Writable } from 'node:stream';

/** A stream that remembers what was written. */
export interface TextSink extends Writable {
  readonly isTTY: boolean;
  text(): string;
}

/**
 * Makes a stream for tests of what is printed; `isTTY` says what it pretends to be.
 *
 * @param see told of every piece
 */
export function textSink(isTTY = false, see: (text: string) => void = () => undefined): TextSink {
  let written = '';
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      written += String(chunk);
      see(String(chunk));
      done();
    },
  });
  return Object.assign(stream, { isTTY, text: () => written });
}
