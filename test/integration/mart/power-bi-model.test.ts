import { beforeAll, describe, expect, it } from 'vitest';
import type { OutputFile } from '../../../src/mart/output-folder.ts';
import { powerBiPack } from '../../../src/mart/packs/power-bi.ts';
import { readMart } from '../../../src/mart/read-mart.ts';
import { withMart } from '../../../src/mart/with-mart.ts';
import { type KnownMart, modelFaults } from '../../support/pack-formats/tmdl-model.ts';
import { openQuickstartMart, type QuickstartMart, viewsOf } from '../../support/quickstart-mart.ts';

const ADDRESS = { host: 'db.example', port: 5432, database: 'statbank' };

let quickstart: QuickstartMart;

beforeAll(async () => {
  quickstart = await openQuickstartMart();
});

describe.each(['no', 'en'] as const)(
  'the semantic model of every example table (%s)',
  (language) => {
    const suffix = language === 'no' ? '' : '_en';
    let files: readonly OutputFile[];
    let known: KnownMart;

    beforeAll(async () => {
      const mart = await withMart(quickstart.pool, async (client) => readMart(client, language));
      files = powerBiPack(mart, ADDRESS);
      const measures = await quickstart.ask(`
      select m.measure_key as key, m.additivity, d.view || '${suffix}' as view
      from mart.dim_measure_en as m join mart.dim_table_en as d using (table_key)`);
      known = {
        views: await viewsOf(quickstart),
        measures: measures.map(({ key, view, additivity }) => ({
          key: Number(key),
          view: String(view),
          additivity: String(additivity),
        })),
      };
    });

    /** The model with one text of one file changed; a change that changes nothing would prove nothing. */
    const edited = (name: string, from: RegExp, to: string): readonly OutputFile[] => {
      const path = `/${name.replace('*', suffix)}.tmdl`;
      const other = files.map((file) =>
        file.path.endsWith(path) ? { ...file, text: file.text.replace(from, to) } : file,
      );
      expect(other).not.toEqual(files);
      return other;
    };

    it('refers only to tables, columns and measures that are in it and in the database', () => {
      expect(known.measures.length).toBeGreaterThan(40);
      expect(files.filter(({ path }) => path.includes('/tables/')).length).toBe(20 + 4);
      expect(modelFaults(files, known)).toEqual([]);
    });

    it.each<readonly [what: string, file: string, from: RegExp, to: string, fault: RegExp]>([
      [
        'a table that the model does not name',
        'model',
        /ref table ssb_05803.*/,
        '',
        /model: ssb_05803\w* is missing/,
      ],
      [
        'a table that is not there',
        'model',
        /ref table ssb_05803/,
        'ref table ssb_99999',
        /ssb_99999\w* is not there/,
      ],
      [
        'a relationship from a column that is not there',
        'relationships',
        /\.time_key/,
        '.tid_key',
        /tid_key .* no such column/,
      ],
      [
        'a relationship to a table that is not there',
        'relationships',
        /: dim_time/,
        ': dim_tid',
        /dim_tid.*no such column/,
      ],
      ['a relationship to what is no key', 'tables/dim_time*', /\n\t\tisKey/, '', /is no key/],
      [
        'a relationship of two types',
        'tables/ssb_05803*',
        /(column time_key\n\t\tdataType: )int64/,
        '$1string',
        /types differ/,
      ],
      [
        'a second path between two tables',
        'relationships',
        /$/,
        `\nrelationship again\n\tfromColumn: ssb_05803${suffix}.measure_key\n\ttoColumn: dim_measure${suffix}.measure_key\n`,
        /ssb_05803\w* to dim_measure\w*: twice/,
      ],
      [
        'a column that no view has',
        'tables/ssb_07459*',
        /column series_key/,
        'column series_kei',
        /series_kei is not there/,
      ],
      [
        'a column of another type than the view’s',
        'tables/ssb_07459*',
        /: double/,
        ': string',
        /is numeric/,
      ],
      [
        'a column that is summed unasked',
        'tables/ssb_07459*',
        /summarizeBy: none/,
        'summarizeBy: sum',
        /summed unasked/,
      ],
      [
        'a level without a column',
        'tables/dim_time*',
        /(\tlevel .+\n\t+column: )\S+/,
        '$1uke',
        /no column uke/,
      ],
      [
        'a partition that reads another view',
        'tables/ssb_07459*',
        /Item="\w+"/,
        'Item="ssb_05803"',
        /does not read/,
      ],
      [
        'a measure of a column that is not there',
        'tables/ssb_07459*',
        /\[(?:verdi|value)\]/,
        '[tall]',
        /\[tall\] is not in/,
      ],
      [
        'a measure of another table',
        'tables/ssb_07459*',
        /(\[measure_key\] = )\d+/g,
        '$11',
        /counts nothing of this table/,
      ],
      [
        'a measure that sums what may not be summed',
        'tables/ssb_07221*',
        /= IF\(CALCULATE\(COUNTROWS\(.*\) = 1, (.*)\)\n/,
        '= $1\n',
        /is none/,
      ],
      [
        'a measure that sums a stock over time',
        'tables/ssb_07459*',
        /= VAR .* RETURN (.*), [^,]+ = latest\)\n/,
        '= $1)\n',
        /is not over time/,
      ],
      ['a bracket too many', 'tables/ssb_05803*', /(measure .*)\n/, '$1)\n', /does SyntaxError/],
      [
        'two measures of one name in a table',
        'tables/ssb_05803*',
        /(\tmeasure '[^']+')([^]*)\tmeasure '[^']+'/,
        '$1$2$1',
        /two are/,
      ],
      [
        'a measure of a column’s name',
        'tables/ssb_05803*',
        /measure '[^']+'/,
        'measure symbol',
        /symbol is a column too/,
      ],
    ])('%s is seen', (_what, name, from, to, fault) => {
      expect(modelFaults(edited(name, from, to), known).join('\n')).toMatch(fault);
    });

    it('measures of one name in two tables are seen', () => {
      const other = files.find(({ path }) => path.endsWith(`/tables/ssb_07459${suffix}.tmdl`));
      const measure = /measure '[^']+'/.exec(other?.text ?? '')?.[0] ?? '';
      const model = edited('tables/ssb_05803*', /measure '[^']+'/, measure);
      expect(modelFaults(model, known)).toEqual([expect.stringMatching(/^two are .*07459$/)]);
    });
  },
);
