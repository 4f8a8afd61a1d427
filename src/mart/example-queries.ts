import { quoteIdentifier } from '../transform/identifier.ts';
import { sqlLiteral } from '../transform/sql-literal.ts';
import type { Language, MartTable, MartVariable } from './mart.ts';

/** A question to a table, in words and in SQL that runs as it stands. */
export interface ExampleQuery {
  readonly title: string;
  readonly sql: string;
}

const WORDS = Object.freeze({
  no: {
    series: 'En tidsserie',
    latest: (label: string) => `Siste periode etter ${label}`,
    asOf: (day: string) => `Tallene slik de var ${day}`,
    changes: 'Hva som er endret',
    start: 'periode_start',
    value: 'verdi',
    unit: 'enhet',
    symbol: 'symbol',
    words: 'words_no',
  },
  en: {
    series: 'A time series',
    latest: (label: string) => `Latest period by ${label}`,
    asOf: (day: string) => `The figures as they were on ${day}`,
    changes: 'What has changed',
    start: 'period_start',
    value: 'value',
    unit: 'unit',
    symbol: 'symbol',
    words: 'words_en',
  },
});

/** Questions that can be asked of any table, with its own columns and codes. */
export function exampleQueries(table: MartTable, language: Language): readonly ExampleQuery[] {
  const { baseView, view, variables } = table;
  const words = WORDS[language];
  const from = `mart.${quoteIdentifier(view.name)}`;
  const moment = knownMoment(table);
  const time = variables.find(({ role }) => role === 'time');
  const others = variables.filter(({ role }) => role !== 'time');
  const by = others.find(({ role, values }) => role !== 'metric' && values > 1);
  const shown = time === undefined ? [] : [quoteIdentifier(time.column)];
  const queries: ExampleQuery[] = [
    {
      title: words.series,
      sql: lines(
        `select ${[...shown, words.value, words.unit, words.symbol].join(', ')}`,
        `from ${from}`,
        where(others),
        `order by ${words.start};`,
      ),
    },
  ];
  if (by !== undefined) {
    const rest = others.filter((variable) => variable !== by);
    queries.push({
      title: words.latest(by.label),
      sql: lines(
        `select ${[quoteIdentifier(by.column), ...shown, words.value].join(', ')}`,
        `from ${from}`,
        where(rest, `${words.start} = (select max(${words.start}) from ${from})`),
        `order by ${words.value} desc nulls last`,
        'limit 10;',
      ),
    });
  }
  queries.push(
    {
      title: words.asOf(moment.day),
      sql: lines(
        `select ${[...shown, words.value].join(', ')}`,
        `from mart.as_of(null::${from}, ${sqlLiteral(moment.day)}, ${sqlLiteral(moment.clock)})`,
        where(others),
        `order by ${words.start};`,
      ),
    },
    {
      title: words.changes,
      sql: lines(
        `select vintage, committed_at, ${words.words}`,
        'from mart.changes',
        `where view = ${sqlLiteral(baseView)}`,
        'order by vintage desc;',
      ),
    },
  );
  return queries;
}

const DAY_MS = 86_400_000;

/** A day on which the standing figures were known, by the clock that says so. */
function knownMoment({ sourceUpdatedAt, committedAt }: MartTable): {
  readonly day: string;
  readonly clock: 'source' | 'committed';
} {
  const instant = new Date(Date.parse(sourceUpdatedAt ?? committedAt) + DAY_MS);
  const clock = sourceUpdatedAt === null ? 'committed' : 'source';
  return { day: instant.toISOString().slice(0, 10), clock };
}

function where(variables: readonly MartVariable[], first?: string): string {
  const conditions = variables.flatMap(({ codeColumn, exampleCode }) =>
    exampleCode === null ? [] : [`${quoteIdentifier(codeColumn)} = ${sqlLiteral(exampleCode)}`],
  );
  const all = [...(first === undefined ? [] : [first]), ...conditions];
  return all.length === 0 ? '' : `where ${all.join('\n  and ')}`;
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
