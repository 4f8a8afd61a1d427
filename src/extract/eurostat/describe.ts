import { StatbankError } from '../../errors/statbank-error.ts';
import type { CubeFrame, Dimension } from '../../transform/cube.ts';
import { readJsonStatFrame } from '../../transform/jsonstat/document.ts';
import { pointerTo } from '../../transform/json/pointer.ts';
import type { TableDescription, TimeUnit } from '../../transform/table.ts';
import type { Purpose, SourceResponse } from '../provider.ts';
import { periodSpan } from '../query/chronology.ts';
import { requiredOf } from '../query/responses.ts';
import { readResponse } from '../read-response.ts';
import type { SourceServer } from '../source-server.ts';
import { acceptDataset } from './failure.ts';
import { type DatasetFacts, readFacts } from './facts.ts';

/** Purpose of the response that has all variables and values. */
export function valuesPurpose({ language }: SourceServer): Purpose {
  return `metadata:${language}`;
}

/** Purpose of the response that has all periods. */
export function periodsPurpose({ language }: SourceServer): Purpose {
  return `metadata:${language}:periods`;
}

const BY_FREQUENCY: Readonly<Record<string, TimeUnit>> = Object.freeze({
  A: 'annual',
  S: 'half-yearly',
  Q: 'quarterly',
  M: 'monthly',
  W: 'weekly',
  D: 'daily',
});

function timeUnitOf({ dimensions }: CubeFrame): TimeUnit | null {
  const frequencies = dimensions.find(({ code }) => code === 'freq')?.categories ?? [];
  const [only] = frequencies;
  if (only === undefined || frequencies.length > 1) return null;
  return Object.hasOwn(BY_FREQUENCY, only.code) ? (BY_FREQUENCY[only.code] ?? null) : null;
}

/** The frame of a description's response. */
export function readDatasetFrame(response: SourceResponse, table: string): CubeFrame {
  const what = `description of table ${table}`;
  return readResponse(acceptDataset(response, what), what, readJsonStatFrame);
}

/**
 * The list of periods must reach as far as the dataset says that it does: that one value of
 * each variable shows the periods of all is how the API was seen to answer, not documented.
 */
function checkPeriods(time: Dimension, facts: DatasetFacts, table: string, sha256: string): void {
  const codes = new Set(time.categories.map(({ code }) => code));
  const missing = [facts.oldestPeriod, facts.latestPeriod].filter(
    (period) => period !== null && !codes.has(period),
  );
  if (missing.length === 0) return;
  throw new StatbankError(
    'SB_SOURCE_RESPONSE',
    `The description of table ${table} lists ${codes.size} periods, and ${missing.join(' and ')}, between which it says to have figures, not among them. Report it: the source may list periods in another way than this program knows.`,
    {
      context: {
        table,
        sha256,
        findings: [
          {
            code: 'SOURCE_VALUE_MISSING',
            severity: 'error',
            pointer: pointerTo('', 'dimension', time.code, 'category', 'index'),
            message: `stated, not listed: ${missing.join(', ')}`,
          },
        ],
      },
    },
  );
}

/**
 * What Eurostat says about a dataset: variables, values and notes from one response, periods
 * from another. Pure.
 *
 * @throws StatbankError as `acceptDataset` and the JSON-stat reader; SB_SOURCE_RESPONSE where the
 *   two responses do not fit together
 */
export function describeDataset(
  service: SourceServer,
  table: string,
  responses: readonly SourceResponse[],
): TableDescription {
  const values = requiredOf(responses, valuesPurpose(service));
  const periods = requiredOf(responses, periodsPurpose(service));
  const whole = readDatasetFrame(values, table);
  const facts = readFacts(values, table);
  const time = readDatasetFrame(periods, table).dimensions.find(({ role }) => role === 'time');
  const own = whole.dimensions.find(({ role }) => role === 'time');
  if (time === undefined || own?.code !== time.code) {
    throw new StatbankError(
      'SB_SOURCE_RESPONSE',
      `The two descriptions of table ${table} have different time variables: ${own?.code ?? 'none'} and ${time?.code ?? 'none'}. Sync the table again.`,
      { context: { table, sha256: periods.sha256 } },
    );
  }
  checkPeriods(time, facts, table, periods.sha256);
  const dimensions = whole.dimensions.map((dimension) =>
    dimension.code === time.code ? { ...dimension, categories: time.categories } : dimension,
  );
  const source = facts.institution ?? whole.source;
  const frame = { ...whole, source, dimensions, notes: [...whole.notes, ...facts.notes] };
  return Object.freeze({
    ref: Object.freeze({ provider: service.id, table }),
    titleNo: whole.label === '' ? table : whole.label,
    titleEn: null,
    source,
    licence: service.licence,
    subjectPaths: [],
    official: null,
    discontinued: false,
    timeUnit: timeUnitOf(whole),
    ...periodSpan(dimensions),
    updated: whole.updated,
    nextUpdate: null,
    frame,
    english: null,
  });
}
