import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyIn } from '../../../src/load/copy/copy-in.ts';
import { copyOut } from '../../../src/load/copy/copy-out.ts';
import { readNumeric } from '../../../src/load/copy/numeric.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { anyDouble, plainDecimal } from '../../support/doubles.ts';

const DOUBLES = fc.sample(anyDouble, { numRuns: 20_000, seed: 7459 });

describe.each(servers())('COPY to and from $name', (server) => {
  let db: Connection;
  let client: PoolClient;

  beforeAll(async () => {
    db = await (await createTestDatabase({ server })).connect();
    client = await db.pool.connect();
    await client.query(`create temp table written (
      place integer, number numeric, key bigint, members integer[])`);
  });
  afterAll(async () => {
    client.release();
    await db.close();
  });

  async function write(
    rows: readonly (readonly [number | null, number, readonly (number | null)[]])[],
  ): Promise<void> {
    await client.query('truncate written');
    const taken = await copyIn(
      client,
      'copy written (place, number, key, members) from stdin',
      function* (writer) {
        for (const [place, [number, key, members]] of rows.entries()) {
          writer.int(place);
          if (number === null) writer.nullField();
          else writer.number(number);
          writer.int(key);
          writer.intArray(members);
          writer.endRow();
          yield;
        }
      },
    );
    expect(taken).toBe(rows.length);
  }

  it(`keeps ${DOUBLES.length} doubles of every kind as their shortest decimals`, async () => {
    await write(DOUBLES.map((value) => [value, 0, []]));
    const { rows } = await client.query<{ readonly text: string }>(
      'select number::text as text from written order by place',
    );
    expect(rows.map(({ text }) => text)).toEqual(DOUBLES.map((value) => plainDecimal(value + 0)));
  });

  it('gives the same doubles back', async () => {
    await write(DOUBLES.map((value) => [value, 0, []]));
    const read: number[] = [];
    const count = await copyOut(
      client,
      'copy (select number from written order by place) to stdout (format binary)',
      (row, at) => read.push(readNumeric(row, at + 4)),
    );
    expect(count).toBe(DOUBLES.length);
    expect(read).toEqual(DOUBLES.map((value) => value + 0));
  });

  it('keeps keys beyond 32 bits, arrays with nulls, empty arrays and missing numbers', async () => {
    const row = fc.tuple(
      fc.option(fc.integer()),
      fc.maxSafeInteger(),
      fc.array(fc.option(fc.integer()), { maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 50 }), async (rows) => {
        await write(rows);
        const found = await client.query<{ readonly row: unknown }>(
          'select jsonb_build_array(number, key, members) as row from written order by place',
        );
        expect(found.rows.map((each) => each.row)).toEqual(
          rows.map(([number, key, members]) => [number, key + 0, members]),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('reports how many rows there were, none included', async () => {
    await write([]);
    expect(
      await copyOut(client, 'copy written to stdout (format binary)', () => {
        throw new Error('There is no row.');
      }),
    ).toBe(0);
  });

  it('ends the copy and leaves the connection usable when the rows cannot be made', async () => {
    const failing = copyIn(client, 'copy written (place) from stdin', function* (writer) {
      for (let place = 0; place < 100_000; place += 1) {
        writer.int(place);
        writer.endRow();
        yield;
      }
      throw new RangeError('no more rows');
    });
    await expect(failing).rejects.toThrow('no more rows');
    const { rows } = await client.query('select count(*)::int as rows from written');
    expect(rows).toEqual([{ rows: 0 }]);
  });

  it('passes on what the server says of a row that it refuses', async () => {
    const refused = copyIn(client, 'copy written (place) from stdin', function* (writer) {
      for (let place = 0; place < 300_000; place += 1) {
        writer.int(place === 10 ? 2 ** 40 : place);
        writer.endRow();
        yield;
      }
    });
    await expect(refused).rejects.toMatchObject({ code: '22003' });
    await expect(client.query('select 1')).resolves.toMatchObject({ rowCount: 1 });
  });
});
