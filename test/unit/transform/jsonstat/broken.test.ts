import { describe, expect, it } from 'vitest';

import { JSONSTAT_FINDINGS } from '../../../../src/transform/jsonstat/finding-codes.ts';
import { readJsonStat } from '../../../../src/transform/jsonstat/document.ts';
import { BROKEN, SOUND } from './broken.ts';
import { refusalOf } from './refusal.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe(`${BROKEN.length} broken documents`, () => {
  it('differ from one that is sound', () => {
    const { cubes, findings } = readJsonStat(bytes(JSON.stringify(SOUND)));
    expect(cubes[0]?.cube.cellCount).toBe(6);
    expect(findings).toEqual([]);
  });

  it.each(BROKEN)('$name is refused with $code at "$pointer"', ({ body, code, pointer }) => {
    const refusal = refusalOf(() => readJsonStat(bytes(body)));
    expect(refusal.code).toBe(code);
    expect(refusal.pointer).toBe(pointer);
  });

  it('meet every error that the reader knows', () => {
    const errors = Object.entries(JSONSTAT_FINDINGS)
      .filter(([, severity]) => severity === 'error')
      .map(([code]) => code);
    expect(BROKEN.map(({ code }) => code)).toEqual(expect.arrayContaining(errors));
  });
});

describe('a refusal', () => {
  it('names what was expected, what was found and where', () => {
    const { error } = refusalOf(() =>
      readJsonStat(bytes(JSON.stringify({ ...SOUND, value: [1] }))),
    );
    expect(error.message).toContain('JSONSTAT_VALUE_LENGTH at /value');
    expect(error.message).toContain('Expected 6, found 1.');
  });

  it('lists every fault of the document', () => {
    const body = { ...SOUND, value: ['a', 2, 3, 4, null, 'b'] };
    const { findings } = refusalOf(() => readJsonStat(bytes(JSON.stringify(body))));
    expect(findings.map(({ pointer }) => pointer)).toEqual(['/value/0', '/value/5']);
  });

  it('keeps the first 20 of very many faults and counts the others', () => {
    const tid = { category: { index: Array.from({ length: 5000 }, (_, year) => String(year)) } };
    const body = {
      ...SOUND,
      id: ['Tid'],
      size: [5000],
      dimension: { Tid: tid },
      role: undefined,
      value: Array.from({ length: 5000 }, () => 'x'),
    };
    const { findings, error } = refusalOf(() => readJsonStat(bytes(JSON.stringify(body))));
    expect(findings).toHaveLength(20);
    expect(error.context['count']).toBe(5000);
    expect(error.message).toContain('4999 more faults');
  });

  it('shows long values cut short', () => {
    const body = { ...SOUND, value: 'æ'.repeat(10_000) };
    const { findings } = refusalOf(() => readJsonStat(bytes(JSON.stringify(body))));
    expect(findings[0]?.actual?.length).toBeLessThan(80);
  });
});
