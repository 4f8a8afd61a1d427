const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const NEAR = 64;

/**
 * Whether a key occurs twice in one object anywhere in a JSON text. JSON.parse keeps
 * the last of them and says nothing, so a body can lose members unseen.
 *
 * A body has as many members as it has colons outside of text. If the parsed tree has
 * fewer, some were overwritten. Counting needs no set of keys, so that 800,000 numbers
 * cost a few milliseconds.
 *
 * @param bytes a JSON text that JSON.parse accepts, in UTF-8
 * @param parsed what JSON.parse made of it
 */
export function hasDuplicateKeys(bytes: Uint8Array, parsed: unknown): boolean {
  return membersWritten(bytes) !== membersKept(parsed);
}

function membersWritten(bytes: Uint8Array): number {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let colons = 0;
  for (let at = nextQuote(body, 0); at !== -1; at = nextQuote(body, at)) {
    at += 1;
    while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1;
    at += 1;
    while (isSpace(body[at])) at += 1;
    if (body[at] === COLON) colons += 1;
  }
  return colons;
}

// The native search costs a call, which pays for itself only over long runs of numbers.
function nextQuote(body: Buffer, from: number): number {
  const near = Math.min(from + NEAR, body.length);
  for (let at = from; at < near; at += 1) if (body[at] === QUOTE) return at;
  return body.indexOf(QUOTE, near);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function membersKept(root: unknown): number {
  let members = 0;
  const open: object[] = [];
  const look = (children: readonly unknown[]): void => {
    for (let at = 0; at < children.length; at += 1) {
      const child = children[at];
      if (typeof child === 'object' && child !== null) open.push(child);
    }
  };
  look([root]);
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    if (Array.isArray(container)) {
      look(container);
    } else {
      const values: readonly unknown[] = Object.values(container);
      members += values.length;
      look(values);
    }
  }
  return members;
}
