import fc from 'fast-check';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { numberAddress, tableAddress, tablePatterns } from '../../../src/site/addresses.ts';

test('the address of a number reads as what it is', () => {
  const codes = new Map([
    ['Region', '0301'],
    ['Tid', '2024'],
  ]);
  expect(numberAddress({ provider: 'ssb', table: '07459' }, 3, codes, 'no')).toBe(
    '/tabell/ssb:07459/utgave/3/tall?Region=0301&Tid=2024',
  );
  expect(tableAddress({ provider: 'ssb', table: '07459' }, 'en')).toBe('/en/table/ssb:07459');
});

test('an address leads back to the table, the vintage and the codes, whatever is in them', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      text.filter((table) => !table.includes('\u0000') && table !== '.' && table !== '..'),
      fc.integer({ min: 1, max: 99 }),
      fc.uniqueArray(fc.tuple(text, text), { selector: ([variable]) => variable, maxLength: 4 }),
      fc.constantFrom('no' as const, 'en' as const),
      async (table, vintage, codes, language) => {
        const router = new Hono();
        router.get(tablePatterns(language).numberOfVintage, (context) =>
          context.json({
            table: context.req.param('table'),
            vintage: context.req.param('vintage'),
            codes: Object.entries(context.req.query()),
          }),
        );
        const address = numberAddress({ provider: 'x', table }, vintage, new Map(codes), language);
        const answer = await router.request(address);
        expect(await answer.json()).toEqual({
          table: `x:${table}`,
          vintage: String(vintage),
          codes: Object.entries(Object.fromEntries(codes)),
        });
      },
    ),
  );
});
