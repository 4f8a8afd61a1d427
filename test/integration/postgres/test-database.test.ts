import { describe, expect, it } from 'vitest';
import { createTestDatabase, servers } from '../../support/database.ts';

describe.each(servers())('a test database on $name', (server) => {
  it('fails to be dropped while a connection is open, and tells which', async () => {
    const database = await createTestDatabase({ server });
    const connection = await database.connect();
    await connection.pool.query('select 42 as left_open');
    await expect(database.drop()).rejects.toThrow('statbank: select 42 as left_open');
    await connection.close();
  });

  it('is a copy of the template that others do not see', async () => {
    const [one, other] = await Promise.all([
      createTestDatabase({ server }),
      createTestDatabase({ server }),
    ]);
    const [left, right] = await Promise.all([one.connect(), other.connect()]);
    try {
      await left.pool.query(`insert into star.dim_concept (urn) values ('urn:ssb:klass:131')`);
      const { rows } = await right.pool.query('select * from star.dim_concept');
      expect(rows).toEqual([]);
    } finally {
      await Promise.all([left.close(), right.close()]);
    }
  });
});
