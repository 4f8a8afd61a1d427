import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../src/postgres/drift.ts';
import { expectedSchema } from '../../../src/postgres/schema/expected-schema.ts';
import { columnChanges } from '../../../src/postgres/schema/column-change.ts';

const expected = await expectedSchema();

describe('the comparison of schemas', () => {
  it('finds nothing between a schema and itself, in whatever order it is read', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...expected], { minLength: expected.length }), (other) => {
        expect(compareSchemas(expected, other)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('tells of every object that is left out, itself or by what it belongs to', () => {
    fc.assert(
      fc.property(fc.subarray([...expected], { minLength: 1, maxLength: 5 }), (removed) => {
        const found = compareSchemas(
          expected,
          expected.filter((object) => !removed.includes(object)),
        );
        for (const { kind, name } of removed) {
          const told = found.some(
            ({ object }) =>
              object === `${kind} ${name}` ||
              removed.some(
                (other) => object === `${other.kind} ${other.name}` && name.includes(other.name),
              ),
          );
          expect(told, `${kind} ${name}`).toBe(true);
        }
      }),
    );
  });

  it('has a remedy for every object that is missing or changed', () => {
    for (const object of expected) {
      const missing = compareSchemas(
        expected,
        expected.filter((other) => other !== object),
      );
      const changed = compareSchemas(
        expected,
        expected.map((other) => (other === object ? { ...other, definition: 'x' } : other)),
      );
      for (const { remedy } of [...missing, ...changed]) expect(remedy).not.toBe('');
    }
  });
});

describe('a changed column', () => {
  const column = (definition: string) => ({
    kind: 'column' as const,
    name: 'star.t.c',
    parent: 'star.t',
    definition,
  });

  it('is mended statement by statement', () => {
    const expectedColumn = column(`text[] not null default '{}'::text[]`);
    expect(columnChanges(expectedColumn, column('text'))).toEqual([
      'alter table star.t alter column c type text[];',
      `alter table star.t alter column c set default '{}'::text[];`,
      'alter table star.t alter column c set not null;',
    ]);
    expect(
      columnChanges(
        column('integer not null generated always as identity'),
        column('integer not null'),
      ),
    ).toEqual(['alter table star.t alter column c add generated always as identity;']);
  });
});
