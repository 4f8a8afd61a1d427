import { beforeAll, describe, expect, it } from 'vitest';
import { servers } from '../../support/database.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

const TABLE = '03024';

const CODES = [
  "'",
  '"',
  '0,1',
  '[0]',
  '{a,b}',
  '(range)',
  'a\\b',
  '$1',
  '%s',
  ' 0 ',
  'ÆØÅ 🐟',
  "'); drop table star.dim_dataset; --",
  "E'\\'; select pg_sleep(60); --",
  '$$; drop schema mart cascade; $$',
  // The longest that is taken, in signs of three bytes that do not compress.
  Array.from({ length: 800 }, (_, place) =>
    String.fromCharCode(0x4e00 + ((place * 7919) % 20_000)),
  ).join(''),
];

describe.each(servers())('strange texts on $name', (server) => {
  let workshop: TestWorkshop;

  beforeAll(async () => {
    workshop = await openTestWorkshop({ server });
  });

  it.each(CODES.map((code) => [code.slice(0, 50), code]))(
    'the code %s is loaded, found by its own text and not run as SQL',
    async (_, code) => {
      const simulator = await exampleSimulator();
      simulator.publish(TABLE, {
        changes: [{ change: 'recode-value', variable: 'VareGrupper2', code: '02', to: code }],
      });
      const [report] = await workshop.sync(simulator, TABLE);
      expect(report).toMatchObject({ outcome: 'published', error: null });
      const view = `mart.ssb_${TABLE}`;
      const found = await workshop.rows(
        `select count(*)::int as cells, min(varegruppe) as label from ${view} where varegruppe_kode = $1`,
        [code],
      );
      expect(found).toEqual([{ cells: 96, label: 'Frosen oppalen laks' }]);
      expect(await workshop.rows(`select count(*)::int as cells from ${view}`)).toEqual([
        { cells: 192 },
      ]);
      const asOf = await workshop.rows(
        `select count(*)::int as cells from mart.as_of('ssb_${TABLE}', now())
       where codes ->> 'VareGrupper2' = $1`,
        [code],
      );
      expect(asOf).toEqual([{ cells: 96 }]);
    },
  );

  it.each([
    ['a quote', `laks' ; drop table star.dim_dataset; --`],
    ['double quotes', 'laks" as x from star.dim_dataset; --"'],
    ['nothing but signs', `'";--[]{}%$`],
    ['10,000 characters', `laks ${'æ'.repeat(10_000)}`],
    ['line breaks', 'laks\r\noppalen'],
  ])('labels with %s become readable columns and whole comments', async (_, text) => {
    const simulator = await exampleSimulator();
    const label = { no: text, en: `${text} (en)` };
    simulator.publish(TABLE, {
      changes: [
        { change: 'title', title: label },
        { change: 'label', variable: 'VareGrupper2', label },
        { change: 'label', variable: 'VareGrupper2', code: '01', label },
        { change: 'label', variable: 'ContentsCode', code: 'Vekt', label },
      ],
    });
    const fresh = await openTestWorkshop({ server });
    expect(await fresh.sync(simulator, TABLE)).toMatchObject([{ outcome: 'published' }]);
    const view = `mart.ssb_${TABLE}`;
    const [column] = await fresh.rows(
      `select a.attname as name, octet_length(a.attname) as bytes,
         col_description(a.attrelid, a.attnum) as comment
       from pg_attribute a where a.attrelid = '${view}'::regclass and a.attnum = 1`,
    );
    expect(column?.['comment']).toBe(text);
    expect(Number(column?.['bytes'])).toBeLessThanOrEqual(63);
    const name = String(column?.['name']).replaceAll('"', '""');
    const labels = await fresh.rows(
      `select "${name}" as label, count(*)::int as cells from ${view}
       where "${name}_kode" = '01' and statistikkvariabel = $1 group by 1`,
      [text],
    );
    expect(labels).toEqual([{ label: text, cells: 48 }]);
    const english = await fresh.rows(
      `select count(*)::int as cells from ${view}_en
      where contents = $1 and contents_code = 'Vekt'`,
      [label.en],
    );
    expect(english).toEqual([{ cells: 96 }]);
  });
});
