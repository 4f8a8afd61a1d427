import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Connection } from '../../../src/postgres/connection.ts';
import { covers } from '../../../src/transform/classification/classification.ts';
import { sketchCube } from '../../support/cubes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { exampleClassification } from '../../support/klass.ts';
import { arbitraryHistory } from '../../support/place-histories.ts';
import {
  asMunicipalities,
  placeTable,
  putClassification,
  putTable,
  successors,
} from '../../support/place-tables.ts';

interface Row {
  readonly region_code: string | null;
  readonly period: string;
  readonly value: number | null;
  readonly comparable: boolean;
  readonly reason_code: string | null;
  readonly changes: string | null;
  readonly from_codes: readonly string[];
}

async function inStructureOf(db: Connection, view: string, day: string): Promise<readonly Row[]> {
  const { rows } = await db.pool.query<Row>(
    `select region_code, period, value::float8 as value, comparable, reason_code, changes, from_codes
     from mart.region_time_machine($1, $2) order by period, region_code`,
    [view, day],
  );
  return rows;
}

describe.each(servers())('the region time machine on $name', (server) => {
  let db: Connection;
  let table = 20_000;

  beforeAll(async () => {
    db = await (await createTestDatabase({ server })).connect();
  });
  afterAll(async () => db.close());

  describe('with real municipalities', () => {
    const view = 'ssb_10001';
    const at = async (day: string, code: string | null, period: string) =>
      (await inStructureOf(db, view, day)).find(
        (row) => row.region_code === code && row.period === period,
      );

    beforeAll(async () => {
      const classification = await exampleClassification('131');
      await putClassification(db, classification);
      const codes = [...new Set(classification.codes.map(({ code }) => code))];
      const years = ['2017', '2019', '2021', '2025'];
      // Synthetic numbers: the code as a number plus the year.
      const number = (code: string, year: string) => Number(code) + Number(year);
      const cells = codes.flatMap((code) =>
        years.map((year) =>
          classification.codes.some((span) => span.code === code && covers(span, `${year}-01-01`))
            ? number(code, year)
            : ([null, '.'] as const),
        ),
      );
      await putTable(
        db,
        '10001',
        sketchCube(
          [
            { code: 'Region', role: 'geo', codes },
            { code: 'ContentsCode', role: 'metric', codes: ['Folkemengde'] },
            { code: 'Tid', role: 'time', codes: years },
          ],
          cells,
        ),
      );
    });

    it('follows Holmestrand through 0702, 0715 and 3802 to 3903, with those that joined it', async () => {
      expect(await at('2024-01-01', '3903', '2017')).toMatchObject({
        value: 702 + 713 + 714 + 3 * 2017,
        comparable: true,
        from_codes: ['0702', '0713', '0714'],
      });
      expect(await at('2024-01-01', '3903', '2019')).toMatchObject({ value: 715 + 713 + 2 * 2019 });
      expect(await at('2024-01-01', '3903', '2021')).toMatchObject({ value: 3802 + 2021 });
      expect(await at('2024-01-01', '3903', '2025')).toMatchObject({ value: 3903 + 2025 });
    });

    it('does not divide Ålesund before 2024, and says which split is in the way', async () => {
      for (const code of ['1508', '1580']) {
        expect(await at('2024-01-01', code, '2021')).toMatchObject({
          value: null,
          comparable: false,
          reason_code: 'split',
          changes: '2024-01-01: 1507 → 1508; 2024-01-01: 1507 → 1580',
        });
      }
    });

    it('puts Ålesund and Haram of today together for those who look from 2021', async () => {
      expect(await at('2021-06-30', '1507', '2025')).toMatchObject({
        value: 1508 + 1580 + 2 * 2025,
        comparable: true,
        from_codes: ['1508', '1580'],
      });
      expect(await at('2021-06-30', '1507', '2017')).toMatchObject({
        from_codes: ['1504', '1523', '1529', '1534', '1546'],
        comparable: true,
      });
    });

    it('keeps out what was cut in three, and everything that got a part of it', async () => {
      for (const code of ['5055', '5056', '5059']) {
        expect(await at('2024-01-01', code, '2019')).toMatchObject({
          comparable: false,
          reason_code: 'boundary',
        });
      }
    });

    it('sums those that joined Stavanger with Stavanger, which kept its code', async () => {
      expect(await at('2024-01-01', '1103', '2019')).toMatchObject({
        value: 1103 + 1141 + 1142 + 3 * 2019,
        from_codes: ['1103', '1141', '1142'],
      });
    });

    it('takes no notice of a new name, and carries the unspecified along', async () => {
      expect(await at('2018-05-05', '1852', '2017')).toMatchObject({ value: 1852 + 2017 });
      expect(await at('2024-01-01', '9999', '2017')).toMatchObject({ value: 9999 + 2017 });
    });

    it('refuses a day before the register, a level without one, and a view that is no table', async () => {
      await expect(inStructureOf(db, view, '1900-01-01')).rejects.toThrow(/begins on 2016-01-01/);
      await expect(inStructureOf(db, 'tables', '2024-01-01')).rejects.toThrow(/no table/);
      await expect(
        db.pool.query(`select * from mart.region_time_machine($1, '2024-01-01', 'county')`, [view]),
      ).rejects.toThrow(/KLASS 104 is not here/);
    });
  });

  it('refuses to sum what is not to be summed, and what has gaps', async () => {
    await putClassification(db, await exampleClassification('131'));
    const cube = sketchCube(
      [
        { code: 'Region', role: 'geo', codes: ['0101', '0702', '0714', '0713'] },
        { code: 'ContentsCode', role: 'metric', codes: ['Antall', 'Andel'] },
        { code: 'Tid', role: 'time', codes: ['2017', '2019'] },
      ],
      [1, 2, 10, 20, 3, 4, 30, 40, [null, ':'], 5, 50, 60, 6, 7, 70, 80],
    );
    const measures = cube.measures.map((measure) =>
      measure.code === 'Andel' ? { ...measure, unit: 'prosent' } : measure,
    );
    await putTable(db, '10002', { ...cube, measures });
    const { rows } = await db.pool.query(
      `select region_code, measure, period, value::float8, comparable, reason_code, suppressed, missing
       from mart.region_time_machine('ssb_10002', '2024-01-01') order by region_code, measure, period`,
    );
    const found = (code: string, measure: string, period: string) =>
      rows.find(
        (row) => row.region_code === code && row.measure === measure && row.period === period,
      );
    expect(found('3101', 'Andel', '2017')).toMatchObject({ value: 10, comparable: true });
    expect(found('3903', 'Andel', '2017')).toMatchObject({
      value: null,
      reason_code: 'not additive',
    });
    expect(found('3903', 'Antall', '2017')).toMatchObject({
      value: null,
      reason_code: 'missing',
      suppressed: 1,
      missing: 0,
    });
    // 0715, the Holmestrand of 2019, is not in the table.
    expect(found('3903', 'Antall', '2019')).toMatchObject({ reason_code: 'missing', missing: 1 });
    expect(found('0702', 'Antall', '2019')).toMatchObject({ reason_code: 'not in use' });
  });

  it('keeps totals, changes nothing at the table’s own day, and follows chains as single steps do', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHistory(), fc.nat(), async (history, salt) => {
        const classification = asMunicipalities(history);
        await putClassification(db, classification);
        const numberOf = (code: string, year: string): number =>
          ((Number(code) * 31 + Number(year) * 17 + salt) % 1000) + 1;
        const id = String((table += 1));
        await putTable(db, id, placeTable(history, numberOf));
        const { codes, changes } = classification;
        const standing = (day: string) =>
          [
            ...new Set(codes.filter((span) => covers(span, day)).map(({ code }) => code)),
          ].toSorted();
        for (const target of history.days) {
          const rows = await inStructureOf(db, `ssb_${id}`, target);
          for (const own of history.days) {
            const year = own.slice(0, 4);
            const here = rows.filter(({ period }) => period === year);
            const from = standing(own);
            const whole = here.filter(({ comparable }) => comparable);
            const used = new Set(here.flatMap(({ from_codes: sources }) => sources));
            expect([...used].toSorted()).toEqual(from);
            const sum = (list: Iterable<string>): number =>
              [...list].reduce((total, code) => total + numberOf(code, year), 0);
            const broken = new Set(
              here.filter(({ comparable }) => !comparable).flatMap((row) => row.from_codes),
            );
            const kept = whole.reduce((total, { value }) => total + (value ?? 0), 0);
            expect(kept + sum(broken)).toBe(sum(from));
            if (own === target) {
              expect(whole.map(({ region_code: code, value }) => [code, value])).toEqual(
                from.map((code) => [code, numberOf(code, year)]),
              );
            }
            const [early, late] = own < target ? [own, target] : [target, own];
            const step = (code: string) => successors(changes, history.days, early, late, code);
            for (const { region_code: code, from_codes: sources, comparable } of here) {
              const forward = own <= target;
              const expected = forward
                ? sources.every((source) => [...step(source)].join() === code)
                : code !== null &&
                  [...step(code)].toSorted().join() === sources.toSorted().join() &&
                  standing(early).every(
                    (other) =>
                      other === code || [...step(other)].every((each) => !sources.includes(each)),
                  );
              expect(comparable).toBe(expected);
            }
          }
        }
      }),
      { numRuns: 12 },
    );
  });
});
