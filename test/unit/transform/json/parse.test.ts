import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hasDuplicateKeys } from '../../../../src/transform/json/duplicate-keys.ts';
import { findJsonFault } from '../../../../src/transform/json/fault.ts';
import { parseJson } from '../../../../src/transform/json/parse.ts';
import { pointerTo } from '../../../../src/transform/json/pointer.ts';
import { refusalOf } from '../jsonstat/refusal.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a JSON text', () => {
  it('is parsed as the platform parses it', () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (text, marked) => {
        expect(parseJson(bytes(marked ? `\uFEFF${text}` : text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is found faulty exactly where the platform refuses it', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
      .map(([text, at, inserted]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + inserted + text.slice(place + 1);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        const kind = findJsonFault(text)?.kind ?? 'none';
        // What comes behind a key that is there twice is not looked at.
        if (kind !== 'duplicate key') expect(kind === 'syntax').toBe(!isJson(text));
      }),
      { numRuns: 2000, examples: [['{"":1,""  "":2}'], ['{"a":1,"a":']] },
    );
  });

  it('hides a member exactly if the walk finds a key twice', () => {
    const key = fc.constantFrom('a', 'b', 'a"b', '\\u0061', 'é', ':', '{"a":1}');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('1', '"x:\\"y"', 'null', '[]', '{}'),
        fc.array(tie('tree'), { maxLength: 3 }).map((items) => `[${items.join(' , ')}]`),
        fc
          .array(fc.tuple(key, tie('tree')), { maxLength: 3 })
          .map((members) => `{${members.map(([k, v]) => `${quote(k)} : ${v}`).join(',')}}`),
      ),
    }));
    fc.assert(
      fc.property(tree, (text) => {
        expect(hasDuplicateKeys(bytes(text), JSON.parse(text))).toBe(
          findJsonFault(text)?.kind === 'duplicate key',
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('may have very long runs of numbers before a key that occurs twice', () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index).join();
    const text = `{"value":[${numbers}],"label":"a","label":"b"}`;
    expect(refusalOf(() => parseJson(bytes(text)))).toMatchObject({
      code: 'SB_JSON_DUPLICATE_KEY',
      pointer: '/label',
    });
  });
});

describe('a body that is not JSON', () => {
  it('is refused with line and column', () => {
    const { error } = refusalOf(() => parseJson(bytes('{\n  "a": 1,\n  "b": NaN\n}')));
    expect(error.context).toEqual({ line: 3, column: 8, pointer: '/b' });
    expect(error.message).toContain('line 3, column 8');
  });

  it('is refused with what it begins with', () => {
    const { error } = refusalOf(() => parseJson(bytes('\n<!DOCTYPE html>\n<html>')));
    expect(error.message).toContain('begins with "<!DOCTYPE html>');
  });

  it('is told to be cut off where it ends too early', () => {
    const { error } = refusalOf(() => parseJson(bytes('{"value":[1,2,')));
    expect(error.message).toContain('ends too early, at line 1, column 15');
  });

  it('is refused if it is not UTF-8', () => {
    const latin1 = Uint8Array.from('{"label":"r\u00e5"}', (character) => character.charCodeAt(0));
    expect(refusalOf(() => parseJson(latin1)).error.message).toContain('not UTF-8');
  });

  it('keeps the text around a fault to itself', () => {
    const text = `{"class":"dataset","contact":[{"mail":"somebody@example.org" x}]}`;
    expect(refusalOf(() => parseJson(bytes(text))).error.message).not.toContain('somebody');
  });

  it('may nest as deep as it likes without a crash', () => {
    const deep = '['.repeat(200_000);
    expect(refusalOf(() => parseJson(bytes(deep))).code).toBe('SB_JSON_SYNTAX');
  });
});

describe('a JSON pointer', () => {
  it('escapes what has a meaning in it', () => {
    expect(pointerTo('/dimension', 'a/b~c', 0)).toBe('/dimension/a~1b~0c/0');
  });
});

function quote(key: string): string {
  return key.startsWith('\\u') ? `"${key}"` : JSON.stringify(key);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
