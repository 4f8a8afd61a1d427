import { stringify } from 'yaml';
import { sqlLiteral } from '../../transform/sql-literal.ts';
import { attribution } from '../attribution.ts';
import type { Language, MartTable, MartView } from '../mart.ts';
import type { Pack } from './pack.ts';

/** A year between releases and a quarter's patience: no table of a statistics agency is expected less often. */
const FRESH = Object.freeze({
  warn_after: { count: 400, period: 'day' },
  error_after: { count: 500, period: 'day' },
});

/** States of tables that get no new figures: they would be stale for ever. */
const ENDED: ReadonlySet<string> = new Set(['discontinued', 'retired']);

/**
 * Sources for dbt 1.10 or newer: every view with its columns, tests of keys and relationships,
 * freshness by the moment of the newest publication, and an exposure for whoever reads them.
 */
export const dbtPack: Pack = ({ tables, dimensions, facts, language }, { database }) => [
  {
    path: 'models/statbank/sources.yml',
    text: stringify({
      version: 2,
      sources: [
        {
          name: 'statbank',
          database,
          schema: 'mart',
          description:
            language === 'no'
              ? 'Statistikk med utgaver og opphav'
              : 'Statistics with vintages and lineage',
          tables: [
            ...dimensions.map((view) => source(view)),
            source(facts),
            ...tables.map((table) => ({
              ...source(table.view),
              ...(ENDED.has(table.state)
                ? {}
                : { config: { freshness: FRESH, loaded_at_query: loadedAt(table) } }),
              meta: meta(table, language),
            })),
          ],
        },
      ],
    }),
  },
  {
    path: 'models/statbank/exposures.yml',
    text: stringify({
      version: 2,
      exposures: [
        {
          name: 'statbank_mart',
          label: language === 'no' ? 'Statistikk for analytikere' : 'Statistics for analysts',
          type: 'analysis',
          maturity: 'high',
          owner: { name: 'statbank' },
          depends_on: tables.map(({ view }) => `source('statbank', '${view.name}')`),
        },
      ],
    }),
  },
];

function source(view: MartView) {
  const targets = new Map(view.references.map((reference) => [reference.column, reference]));
  const single = view.key.length === 1 ? view.key[0] : undefined;
  return {
    name: view.name,
    description: view.description,
    columns: view.columns.map(({ name, description }) => {
      const target = targets.get(name);
      const tests = [
        ...(name === single ? ['unique', 'not_null'] : []),
        ...(target === undefined
          ? []
          : [
              {
                relationships: {
                  arguments: {
                    to: `source('statbank', '${target.toView}')`,
                    field: target.toColumn,
                  },
                },
              },
            ]),
      ];
      return { name, description, ...(tests.length === 0 ? {} : { data_tests: tests }) };
    }),
  };
}

function loadedAt({ baseView }: MartTable): string {
  return `select max(committed_at) from mart.vintages where view = ${sqlLiteral(baseView)}`;
}

function meta(table: MartTable, language: Language) {
  const { text, licenceUrl } = attribution(table, language);
  return { table: table.id, title: table.title, attribution: text, licence: licenceUrl };
}
