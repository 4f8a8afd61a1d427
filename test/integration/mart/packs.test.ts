import { Package } from 'datapackage';
import { validateXML } from 'xmllint-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { EXIT } from '../../../src/errors/codes.ts';
import type { Language, Mart } from '../../../src/mart/mart.ts';
import type { OutputFile } from '../../../src/mart/output-folder.ts';
import { type PackName, PACKS } from '../../../src/mart/packs/packs.ts';
import { readMart } from '../../../src/mart/read-mart.ts';
import { withMart } from '../../../src/mart/with-mart.ts';
import { openQuickstartMart, type QuickstartMart } from '../../support/quickstart-mart.ts';
import { runMain } from '../../support/run-main.ts';

const ADDRESS = { host: 'db.example', port: 5432, database: 'statbank' };

let quickstart: QuickstartMart;

beforeAll(async () => {
  quickstart = await openQuickstartMart();
});

it('no sum adds up prices per kilo, which the source calls a flow of kroner', async () => {
  const sums = await quickstart.ask(
    `select measure, count(value)::int as summed, min(reason_code) as why
     from mart.sum_over('ssb_03024', array['VareGrupper2']) group by measure order by measure`,
  );
  expect(sums).toMatchObject([
    { measure: 'Kilopris', summed: 0, why: expect.stringMatching(/./) },
    { measure: 'Vekt', why: null },
  ]);
  expect(sums[1]?.['summed']).toBeGreaterThan(0);
});

describe.each(['no', 'en'] as const)('packs in %s', (language: Language) => {
  let mart: Mart;

  beforeAll(async () => {
    mart = await withMart(quickstart.pool, async (client) => readMart(client, language));
  });

  const files = (tool: PackName): readonly OutputFile[] => PACKS[tool](mart, ADDRESS);
  const columnsOf = () =>
    new Map(
      [...mart.dimensions, ...mart.tables.map(({ view }) => view)].map((view) => [
        view.name,
        new Set(view.columns.map(({ name }) => name)),
      ]),
    );

  it('have no path twice, and no password', () => {
    for (const tool of Object.keys(PACKS) as PackName[]) {
      const paths = files(tool).map(({ path }) => path);
      expect(paths.length).toBeGreaterThan(0);
      expect(new Set(paths).size).toBe(paths.length);
      for (const { text } of files(tool))
        expect(text).not.toMatch(/password[:=](?!\/\/)\s*[^\s'"]/i);
    }
  });

  it('are the same when they are made again', () => {
    for (const tool of Object.keys(PACKS) as PackName[]) expect(files(tool)).toEqual(files(tool));
  });

  it('Power BI: relationships join columns that are there, a path from fact to dimension is one', () => {
    const model = files('powerbi');
    const tmdl = model.filter(({ path }) => path.endsWith('.tmdl'));
    for (const { path, text } of tmdl)
      expect({ path, bad: badIndent(text) }).toEqual({ path, bad: [] });
    const relationships = model.find(({ path }) => path.endsWith('relationships.tmdl'))?.text ?? '';
    const ends = [...relationships.matchAll(/(?:from|to)Column: (\S+)\.(\S+)/g)];
    const columns = columnsOf();
    const wrong = ends.filter(
      ([, view = '', column = '']) => columns.get(view)?.has(column) !== true,
    );
    expect(ends.length).toBeGreaterThanOrEqual(2 * 2 * mart.tables.length);
    expect(wrong).toEqual([]);
    const pairs = [...relationships.matchAll(/fromColumn: (\S+)\.\S+\n\ttoColumn: (\S+)\./g)];
    const routes = pairs.map(([, from, to]) => `${from}>${to}`);
    expect(new Set(routes).size).toBe(routes.length);
    for (const { view } of mart.tables) {
      const text = model.find(({ path }) => path.endsWith(`/tables/${view.name}.tmdl`))?.text ?? '';
      const named = [...text.matchAll(/^\tcolumn (?:'((?:[^']|'')*)'|(\S+))$/gm)];
      expect(named.map(([, quoted, plain]) => quoted ?? plain)).toEqual(
        view.columns.map(({ name }) => name),
      );
      expect(text).toMatch(/^\tmeasure /m);
    }
    const connection = JSON.parse(model.find(({ path }) => path.endsWith('.pbids'))?.text ?? '{}');
    expect(connection.connections[0].details).toEqual({
      protocol: 'postgresql',
      address: { server: 'db.example:5432', database: 'statbank' },
    });
  });

  it('Superset: every metric is SQL that a reader may run, and null where a sum means nothing', async () => {
    const datasets = files('superset').filter(({ path }) => path.includes('/datasets/'));
    expect(datasets.length).toBe(mart.tables.length);
    for (const { text } of datasets) {
      const { table_name, metrics, columns, main_dttm_col, description } = parseYaml(text);
      const names = metrics.map(({ metric_name }: any) => metric_name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name: string) => columnsOf().get(table_name)?.has(name))).toEqual([]);
      expect(columnsOf().get(table_name)?.has(main_dttm_col)).toBe(true);
      expect(columns.length).toBe(columnsOf().get(table_name)?.size);
      const list = metrics.map(({ expression }: any, at: number) => `${expression} as m${at}`);
      const [sums] = await quickstart.ask(`select ${list.join(', ')} from mart.${table_name}`);
      const table = mart.tables.find(({ view }) => view.name === table_name);
      expect(description.split(table?.source).length).toBe(2);
      // Nothing is grouped or filtered by: of variables with a total the total alone counts.
      const totals = table?.variables.flatMap(({ codeColumn, totalCode }) =>
        totalCode === null ? [] : [`"${codeColumn}" = '${totalCode}'`],
      );
      const facts = await quickstart.ask(
        `select measure_key, count(*)::int as cells, count(distinct time_key)::int as periods,
           sum(${language === 'no' ? 'verdi' : 'value'}) as sum from mart.${table_name}
         where ${['true', ...(totals ?? [])].join(' and ')} group by 1`,
      );
      for (const [at, { key, additivity }] of (table?.measures ?? []).entries()) {
        const fact = facts.find((each) => each['measure_key'] === key);
        const steps = additivity === 'not over time' ? fact?.['periods'] : fact?.['cells'];
        const adds = additivity === 'full' || steps === 1;
        expect([table_name, key, sums?.[`m${at}`]]).toEqual([
          table_name,
          key,
          adds ? (fact?.['sum'] ?? null) : null,
        ]);
      }
    }
  });

  it('deaths of both sexes are not counted beside those of women and men', async () => {
    const { text = '' } = files('superset').find(({ path }) => path.includes('ssb_10325')) ?? {};
    const { table_name, metrics } = parseYaml(text);
    const [metric] = metrics;
    const sex = language === 'no' ? 'kjønn_kode' : 'sex_code';
    const year = language === 'no' ? 'år' : 'year';
    const answer = async (rest: string) =>
      (await quickstart.ask(`select ${metric.expression} as n from mart.${table_name} ${rest}`))[0];
    const both = await answer(`where ${year} = '2024'`);
    expect(Number(both?.['n'])).toBeGreaterThan(40_000);
    expect(await answer(`where ${year} = '2024' and ${sex} = '0'`)).toEqual(both);
    expect(await answer(`where ${year} = '2024' and ${sex} in ('1', '2')`)).toEqual(both);
  });

  it('Metabase: every field has its table, and foreign keys point at primary keys', () => {
    const fields = files('metabase')
      .filter(({ path }) => path.includes('/fields/'))
      .map(({ text }) => parseYaml(text));
    const primary = new Set(
      fields
        .filter(({ semantic_type }) => semantic_type === 'type/PK')
        .map(({ table_id, name }) => [...table_id, name].join('.')),
    );
    const foreign = fields.filter(({ fk_target_field_id }) => fk_target_field_id !== null);
    expect(foreign.length).toBeGreaterThan(3 * mart.tables.length);
    expect(foreign.filter(({ fk_target_field_id: id }) => !primary.has(id.join('.')))).toEqual([]);
  });

  it('Tableau: has the elements and attributes of a data source, with a column element per column', async () => {
    for (const { path, text } of files('tableau')) {
      const fileName = path.replace(/^.*\//, '');
      const { valid, errors } = await validateXML({
        xml: [{ fileName, contents: text }],
        schema: [DATA_SOURCE],
      });
      expect({ fileName, valid, errors }).toEqual({ fileName, valid: true, errors: [] });
      const broken = await validateXML({
        xml: [{ fileName, contents: text.replace("role='measure'", "role='number'") }],
        schema: [DATA_SOURCE],
      });
      expect(broken.valid).toBe(false);
      const table = mart.tables.find(({ view }) => `${view.name}.tds` === fileName);
      expect(text.match(/<column /g)?.length).toBe(table?.view.columns.length);
      const adds =
        table?.measures.length === 1 &&
        table.measures[0]?.additivity === 'full' &&
        table.variables.every(({ totalCode, overlaps }) => totalCode === null && !overlaps);
      expect([fileName, text.includes(`aggregation='Sum'`)]).toEqual([fileName, adds]);
      expect(text).toContain(table?.source);
    }
  });

  it('dbt: freshness is a query that answers, and tests name sources that are there', async () => {
    const [sources, exposures] = files('dbt').map(({ text }) => parseYaml(text));
    const { tables } = sources.sources[0];
    const names = new Set(tables.map(({ name }: any) => `source('statbank', '${name}')`));
    const tests = tables.flatMap(({ columns }: any) =>
      columns.flatMap(({ data_tests = [] }: any) =>
        data_tests.flatMap((one: any) => one.relationships?.arguments.to ?? []),
      ),
    );
    expect(tests.length).toBeGreaterThan(3 * mart.tables.length);
    expect(tests.filter((to: string) => !names.has(to))).toEqual([]);
    expect(exposures.exposures[0].depends_on.filter((to: string) => !names.has(to))).toEqual([]);
    const fresh = tables.flatMap(({ config }: any) => config?.loaded_at_query ?? []);
    const ended = mart.tables.filter(({ state }) => state === 'discontinued');
    expect(ended.length).toBeGreaterThan(0);
    expect(fresh.length).toBe(mart.tables.length - ended.length);
    for (const query of fresh) {
      const [row] = await quickstart.ask(query);
      expect(Object.values(row ?? {})[0]).toMatch(/^20/);
    }
  });

  it('dbt: every data test passes as the SQL that dbt makes of it, and can fail', async () => {
    const [sources] = files('dbt').map(({ text }) => parseYaml(text));
    const tests: readonly DataTest[] = sources.sources[0].tables.flatMap(
      ({ name: view, columns }: any) =>
        columns.flatMap(({ name: column, data_tests = [] }: any) =>
          data_tests.map((test: any) => ({ view, column, test })),
        ),
    );
    const failing = async (test: DataTest) => {
      const [row] = await quickstart.ask(
        `select count(*)::int as rows from (${testSql(test)}) as t`,
      );
      return row?.['rows'];
    };
    expect(tests.length).toBeGreaterThan(4 * mart.tables.length);
    for (const test of tests) expect([test, await failing(test)]).toEqual([test, 0]);
    const [view, column] = language === 'no' ? ['dim_time', 'kvartal'] : ['dim_time_en', 'quarter'];
    for (const test of ['unique', 'not_null'] as const)
      expect(await failing({ view, column, test })).toBeGreaterThan(0);
    const stray = tests.find(({ test }) => typeof test === 'object');
    expect(
      await failing({ view, column: 'time_key', test: stray?.test ?? 'unique' }),
    ).toBeGreaterThan(0);
  });

  it('Frictionless: is a valid tabular data package', async () => {
    const [{ text } = { text: '' }] = files('frictionless');
    const found = await Package.load(JSON.parse(text));
    expect(found.errors).toEqual([]);
    expect(found.valid).toBe(true);
  });

  it('are written by one command', async () => {
    const { variables } = quickstart;
    const words = ['pack', 'csvw', '--out', '/dev/null/nowhere', '--language', language];
    const { exitCode, stderr } = await runMain(words, { variables });
    expect(exitCode).toBe(EXIT.configuration);
    expect(stderr).toContain('SB_OUTPUT_WRITE');
  });
});

/**
 * A live data source of Tableau, as far as a pack may use it: elements, their order, attributes and
 * values as Tableau Desktop itself writes them in a `.tds`. Tableau publishes a schema for workbooks only.
 */
const DATA_SOURCE = {
  fileName: 'tds.xsd',
  contents: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:simpleType name="bracketed"><xs:restriction base="xs:string"><xs:pattern value="\\[.+\\]"/></xs:restriction></xs:simpleType>
    <xs:element name="datasource"><xs:complexType><xs:sequence>
      <xs:element name="connection"><xs:complexType><xs:sequence>
        <xs:element name="named-connections"><xs:complexType><xs:sequence>
          <xs:element name="named-connection"><xs:complexType><xs:sequence>
            <xs:element name="connection"><xs:complexType>
              <xs:attribute name="authentication" fixed="username-password"/><xs:attribute name="class" fixed="postgres"/>
              <xs:attribute name="dbname" type="xs:string" use="required"/><xs:attribute name="port" type="xs:unsignedShort" use="required"/>
              <xs:attribute name="schema" type="xs:string" use="required"/><xs:attribute name="server" type="xs:string" use="required"/>
              <xs:attribute name="username" type="xs:string" use="required"/>
            </xs:complexType></xs:element>
          </xs:sequence><xs:attribute name="caption" type="xs:string"/><xs:attribute name="name" type="xs:string" use="required"/></xs:complexType></xs:element>
        </xs:sequence></xs:complexType></xs:element>
        <xs:element name="relation"><xs:complexType>
          <xs:attribute name="connection" type="xs:string" use="required"/><xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="table" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="\\[mart\\]\\.\\[.+\\]"/></xs:restriction></xs:simpleType></xs:attribute>
          <xs:attribute name="type" fixed="table"/>
        </xs:complexType></xs:element>
      </xs:sequence><xs:attribute name="class" fixed="federated"/></xs:complexType></xs:element>
      <xs:element name="column" maxOccurs="unbounded"><xs:complexType><xs:sequence>
        <xs:element name="desc"><xs:complexType><xs:sequence><xs:element name="formatted-text"><xs:complexType><xs:sequence>
          <xs:element name="run" type="xs:string"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
      </xs:sequence>
        <xs:attribute name="aggregation"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="Sum"/><xs:enumeration value="Attribute"/></xs:restriction></xs:simpleType></xs:attribute>
        <xs:attribute name="caption" type="xs:string"/>
        <xs:attribute name="datatype" use="required"><xs:simpleType><xs:restriction base="xs:string">
          <xs:enumeration value="string"/><xs:enumeration value="integer"/><xs:enumeration value="real"/><xs:enumeration value="boolean"/><xs:enumeration value="date"/><xs:enumeration value="datetime"/>
        </xs:restriction></xs:simpleType></xs:attribute>
        <xs:attribute name="hidden" type="xs:boolean"/><xs:attribute name="name" type="bracketed" use="required"/>
        <xs:attribute name="role" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="dimension"/><xs:enumeration value="measure"/></xs:restriction></xs:simpleType></xs:attribute>
        <xs:attribute name="type" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="nominal"/><xs:enumeration value="ordinal"/><xs:enumeration value="quantitative"/></xs:restriction></xs:simpleType></xs:attribute>
      </xs:complexType></xs:element>
    </xs:sequence>
      <xs:attribute name="caption" type="xs:string"/><xs:attribute name="formatted-name" type="xs:string" use="required"/>
      <xs:attribute name="inline" type="xs:boolean"/><xs:attribute name="version" type="xs:decimal" use="required"/>
    </xs:complexType>
    <xs:unique name="columns"><xs:selector xpath="column"/><xs:field xpath="@name"/></xs:unique>
    </xs:element>
  </xs:schema>`,
};

interface DataTest {
  readonly view: string;
  readonly column: string;
  readonly test:
    | 'unique'
    | 'not_null'
    | {
        readonly relationships: {
          readonly arguments: { readonly to: string; readonly field: string };
        };
      };
}

/** Rows that fail a generic test of dbt, as its documentation of data tests defines them. */
function testSql({ view, column, test }: DataTest): string {
  const [from, name] = [`mart."${view}"`, `"${column}"`];
  if (test === 'not_null') return `select from ${from} where ${name} is null`;
  if (test === 'unique')
    return `select ${name} from ${from} where ${name} is not null group by 1 having count(*) > 1`;
  const { to, field } = test.relationships.arguments;
  const target = /^source\('statbank', '(\w+)'\)$/.exec(to)?.[1] ?? '';
  return `select from ${from} where ${name} is not null
    and ${name} not in (select "${field}" from mart."${target}" where "${field}" is not null)`;
}

/** Lines that are indented by more than one tab beyond the line before: TMDL nests by tabs alone. */
function badIndent(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const depth = (line: string): number => /^\t*/.exec(line)?.[0].length ?? 0;
  return lines.filter((line, at) => {
    const before = lines[at - 1];
    return depth(line) > (before === undefined ? 0 : depth(before) + 1);
  });
}
