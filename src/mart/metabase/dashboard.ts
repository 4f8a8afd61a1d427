import type { Language } from '../../transform/decimal-words.ts';
import { VERDICTS } from '../../transform/claims/evaluated-claim.ts';
import { verdictWords } from '../../transform/claims/verdict-words.ts';
import { sqlLiteral } from '../../transform/sql-literal.ts';

/** A question on the dashboard: SQL that a reader may run, how it is drawn, and where. */
export interface DashboardCard {
  readonly name: string;
  readonly description: string;
  readonly display: 'table' | 'bar' | 'row' | 'scalar';
  readonly sql: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** On Metabase's grid of 24 columns. */
  readonly place: {
    readonly row: number;
    readonly col: number;
    readonly width: number;
    readonly height: number;
  };
}

/** A dashboard with the questions on it. */
export interface Dashboard {
  readonly name: string;
  readonly description: string;
  readonly cards: readonly DashboardCard[];
}

const BROKEN = `('drifted', 'direction reversed', 'contradicted by another source', 'superseded', 'meaning changed')`;

const WORDS = Object.freeze({
  no: {
    name: 'Står tallene i rapporten seg?',
    description: 'Påstandene i rapporten, holdt mot tallene slik de er nå. Laget av statbank.',
    claims: ['Påstander', 'Alle påstander i rapporten'],
    broken: [
      'Kan ikke lenger stå',
      'Påstander som er endret, snudd, motsagt eller målt på en annen måte',
    ],
    verdicts: ['Vurderinger', 'Påstandene etter siste vurdering'],
    numbers: ['Trykt tall og tallet nå', 'Påstander som har et tall nå'],
    list: ['Påstander som ikke lenger kan stå', 'Med begrunnelse'],
    changes: ['Siste endringer', 'Hva de siste utgavene av tabellene brakte'],
    fresh: ['Tabellenes tilstand', 'Etter kildenes egen kalender'],
    columns: {
      verdict: 'vurdering',
      claims: 'påstander',
      claim: 'påstand',
      text: 'tekst',
      printed: 'trykt',
      now: 'nå',
      reason: 'begrunnelse',
      day: 'dag',
      table: 'tabell',
      change: 'endring',
      state: 'tilstand',
      tables: 'tabeller',
    },
    text: 'text_no',
    reason: 'reason_no',
    title: 'title_no',
    words: 'words_no',
    state: 'state_no',
  },
  en: {
    name: 'Do the figures of the report still hold?',
    description: 'The claims of the report, held against the figures of today. Made by statbank.',
    claims: ['Claims', 'All claims of the report'],
    broken: [
      'May not be told any more',
      'Claims that drifted, reversed, are contradicted, or are measured otherwise',
    ],
    verdicts: ['Verdicts', 'Claims by their newest verdict'],
    numbers: ['Printed figure and figure now', 'Claims that have a figure now'],
    list: ['Claims that may not be told any more', 'With the reason'],
    changes: ['Latest changes', 'What the newest vintages of the tables brought'],
    fresh: ['State of the tables', 'By the sources’ own calendars'],
    columns: {
      verdict: 'verdict',
      claims: 'claims',
      claim: 'claim',
      text: 'text',
      printed: 'printed',
      now: 'now',
      reason: 'reason',
      day: 'day',
      table: 'table',
      change: 'change',
      state: 'state',
      tables: 'tables',
    },
    text: 'text_en',
    reason: 'reason_en',
    title: 'coalesce(title_en, title_no)',
    words: 'words_en',
    state: 'state_en',
  },
});

/** The dashboard of a report: how many claims hold, which do not and why, and what changed last. */
export function reportDashboard(report: string, language: Language): Dashboard {
  const words = WORDS[language];
  const { columns } = words;
  const mine = `from mart.report_claims where report = ${sqlLiteral(report)}`;
  const card = (
    [name = '', description = '']: readonly string[],
    display: DashboardCard['display'],
    [row, col, width, height]: readonly [number, number, number, number],
    sql: string,
    settings: DashboardCard['settings'] = {},
  ): DashboardCard => ({
    name,
    description,
    display,
    sql,
    settings,
    place: { row, col, width, height },
  });
  return {
    name: words.name,
    description: words.description,
    cards: [
      card(words.claims, 'scalar', [0, 0, 4, 3], `select count(*) as "${columns.claims}" ${mine}`),
      card(
        words.broken,
        'scalar',
        [3, 0, 4, 3],
        `select count(*) as "${columns.claims}" ${mine} and verdict in ${BROKEN}`,
      ),
      card(
        words.verdicts,
        'row',
        [0, 4, 10, 6],
        `select ${verdictCase(language)} as "${columns.verdict}", count(*) as "${columns.claims}"\n${mine}\ngroup by 1 order by 2 desc`,
        { 'graph.dimensions': [columns.verdict], 'graph.metrics': [columns.claims] },
      ),
      card(
        words.numbers,
        'bar',
        [0, 14, 10, 6],
        `select claim as "${columns.claim}", published_value as "${columns.printed}", current_value as "${columns.now}"\n${mine} and current_value is not null\norder by place`,
        {
          'graph.dimensions': [columns.claim],
          'graph.metrics': [columns.printed, columns.now],
        },
      ),
      card(
        words.list,
        'table',
        [6, 0, 24, 9],
        `select claim as "${columns.claim}", ${words.text} as "${columns.text}", ${verdictCase(language)} as "${columns.verdict}",\n  published_value as "${columns.printed}", current_value as "${columns.now}", ${words.reason} as "${columns.reason}"\n${mine} and verdict in ${BROKEN}\norder by place`,
      ),
      card(
        words.changes,
        'table',
        [15, 0, 16, 8],
        `select committed_at::date as "${columns.day}", ${words.title} as "${columns.table}", ${words.words} as "${columns.change}"\nfrom mart.changes\norder by committed_at desc\nlimit 20`,
      ),
      card(
        words.fresh,
        'row',
        [15, 16, 8, 8],
        `select ${words.state} as "${columns.state}", count(*) as "${columns.tables}"\nfrom mart.freshness\ngroup by 1 order by 2 desc`,
        { 'graph.dimensions': [columns.state], 'graph.metrics': [columns.tables] },
      ),
    ],
  };
}

function verdictCase(language: Language): string {
  const whens = VERDICTS.map(
    (verdict) => `when ${sqlLiteral(verdict)} then ${sqlLiteral(verdictWords(verdict)[language])}`,
  );
  return `case verdict ${whens.join(' ')} end`;
}
