/** What is wrong with a JSON text, and where (offset in UTF-16 units). */
export interface JsonFault {
  readonly kind: 'syntax' | 'duplicate key' | 'nesting';
  readonly offset: number;
  readonly path: readonly (string | number)[];
}

// No statistical format nests deeper than about ten levels; the walk below is recursive.
const DEEPEST = 500;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * Walks a JSON text (RFC 8259) that the platform's parser has refused, or that hides
 * members, and returns its first fault: a syntax error, a key that occurs twice in one
 * object, or nesting deeper than 500 levels. Null if there is none. Slow on purpose: it
 * runs only when something is already known to be wrong.
 */
export function findJsonFault(text: string): JsonFault | null {
  const path: (string | number)[] = [];
  let at = 0;

  function fault(kind: JsonFault['kind'], offset: number): JsonFault {
    return { kind, offset, path: [...path] };
  }

  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  }

  function take(character: string): boolean {
    skip(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  }

  function skipString(): JsonFault | null {
    at += 1;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22) {
        at += 1;
        return null;
      }
      if (unit === 0x5c) {
        if (!skip(ESCAPE)) return fault('syntax', at);
      } else if (unit >= 0x20) {
        at += 1;
      } else {
        return fault('syntax', at);
      }
    }
  }

  function walkArray(): JsonFault | null {
    at += 1;
    if (take(']')) return null;
    for (let position = 0; ; position += 1) {
      path.push(position);
      const inner = walk();
      if (inner !== null) return inner;
      path.pop();
      if (take(']')) return null;
      if (!take(',')) return fault('syntax', at);
    }
  }

  function walkObject(): JsonFault | null {
    at += 1;
    const seen = new Set<string>();
    if (take('}')) return null;
    for (;;) {
      skip(SPACE);
      const start = at;
      const inKey = text[at] === '"' ? skipString() : fault('syntax', at);
      if (inKey !== null) return inKey;
      const key = JSON.parse(text.slice(start, at)) as string;
      path.push(key);
      if (seen.has(key)) return fault('duplicate key', start);
      seen.add(key);
      const inMember = take(':') ? walk() : fault('syntax', at);
      if (inMember !== null) return inMember;
      path.pop();
      if (take('}')) return null;
      if (!take(',')) return fault('syntax', at);
    }
  }

  function walk(): JsonFault | null {
    skip(SPACE);
    if (path.length > DEEPEST) return fault('nesting', at);
    const first = text[at];
    if (first === '{') return walkObject();
    if (first === '[') return walkArray();
    if (first === '"') return skipString();
    return skip(NUMBER) || skip(LITERAL) ? null : fault('syntax', at);
  }

  const found = walk();
  if (found !== null) return found;
  skip(SPACE);
  return at < text.length ? fault('syntax', at) : null;
}
