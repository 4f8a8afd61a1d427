import { describe, expect, it } from 'vitest';

import { columnNames } from '../../../src/transform/column-name.ts';
import { RESERVED_WORDS } from '../../../src/transform/reserved-words.ts';
import { createTestDatabase, servers, type TestDatabase } from '../../support/database.ts';

describe.each(servers())('on $name', (server) => {
  it('every word that Postgres reserves is known', async () => {
    const database = await createTestDatabase({ server, empty: true });
    const reserved = await query<{ word: string }>(
      database,
      `select word from pg_get_keywords() where catcode in ('R', 'T')`,
    );
    expect(reserved.length).toBeGreaterThan(90);
    for (const { word } of reserved) expect(RESERVED_WORDS).toContain(word);
  });

  it('every column name stands without quotes where it is made and where it is read', async () => {
    const database = await createTestDatabase({ server, empty: true });
    const words = await query<{ word: string }>(database, 'select word from pg_get_keywords()');
    const labels = [...words.map(({ word }) => word), 'Økning (%)', 'År', 'ǅ', '½ år', '数'];
    const names = columnNames(labels, []);
    const made = names.map((name, position) => `${position} as ${name}`);
    await query(database, `create view named as select ${made.join(', ')}`);
    const [row] = await query<object>(database, `select ${names.join(', ')} from named`);
    expect(Object.keys(row ?? {})).toEqual(names);
  });
});

async function query<Row extends object>(
  database: TestDatabase,
  text: string,
): Promise<readonly Row[]> {
  const connection = await database.connect();
  try {
    return (await connection.pool.query<Row>(text)).rows;
  } finally {
    await connection.close();
  }
}
