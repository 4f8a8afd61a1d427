import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { CubeFrame, Dimension } from '../../transform/cube.ts';
import { readJsonStatFrame } from '../../transform/jsonstat/document.ts';
import { readPxFacts } from '../../transform/jsonstat/px-facts.ts';
import type { TableDescription } from '../../transform/table.ts';
import type { Purpose, SourceResponse } from '../provider.ts';
import { periodSpan } from '../query/chronology.ts';
import { alignEnglish } from '../query/english.ts';
import { requiredOf } from '../query/responses.ts';
import { tableTitle } from '../query/title.ts';
import { readResponse } from '../read-response.ts';
import type { PxWeb1Agency } from './agency.ts';
import { type MetadataBody, readMetadata } from './bodies.ts';
import { acceptJson } from './failure.ts';
import { withLastingPeriods } from './periods.ts';
import { plainTitle } from './plain-title.ts';

/** English labels come from here, beside the agency's first language. */
const ENGLISH = 'en';

/** English where the agency has it as a further language; null otherwise. */
export function englishOf({ languages }: PxWeb1Agency): string | null {
  return languages.slice(1).includes(ENGLISH) ? ENGLISH : null;
}

/** Purpose of a table's metadata. */
export function metadataPurpose(language: string): Purpose {
  return `metadata:${language}`;
}

/** Purpose of the few cells that tell what metadata do not. */
export function samplePurpose(language: string): Purpose {
  return `metadata:${language}:sample`;
}

/** Variables, roles, measures and notes of a sample. */
export function readSample(response: SourceResponse, table: string): CubeFrame {
  const what = `sample of table ${table}`;
  return readResponse(acceptJson(response, what), what, readJsonStatFrame);
}

function disagreement(table: string, sha256: string, finding: Finding): StatbankError {
  return new StatbankError(
    'SB_SOURCE_RESPONSE',
    `Metadata and data of table ${table} disagree: ${finding.message}. The table may have changed between the two calls: sync it again.`,
    { context: { table, sha256, findings: [finding] } },
  );
}

/** A variable with all its values by the metadata, and what only an answer says of it. */
function wholeDimension(sampled: Dimension, { variables }: MetadataBody): Dimension {
  const variable = variables.find(({ code }) => code === sampled.code);
  // The server adds a contents variable of one value to tables that have none.
  if (variable === undefined) return sampled;
  const seen = new Map(sampled.categories.map((category) => [category.code, category]));
  return {
    ...sampled,
    label: variable.text,
    elimination: {
      allowed: variable.elimination === true,
      valueCode: sampled.elimination?.valueCode ?? null,
    },
    categories: variable.values.map((code, at) => ({
      code,
      label: variable.valueTexts[at] ?? code,
      parent: null,
      notes: seen.get(code)?.notes ?? [],
    })),
  };
}

function frameOf(
  metadata: MetadataBody,
  sample: CubeFrame,
  table: string,
  sha256: string,
): CubeFrame {
  const sampled = new Set(sample.dimensions.map(({ code }) => code));
  const missing = metadata.variables.find(({ code }) => !sampled.has(code));
  if (missing !== undefined) {
    throw disagreement(table, sha256, {
      code: 'SOURCE_VARIABLE_MISSING',
      severity: 'error',
      pointer: '/id',
      message: `the variable ${missing.code} was asked for and is gone`,
    });
  }
  const dimensions = sample.dimensions.map((dimension) => wholeDimension(dimension, metadata));
  const metric = dimensions.find(({ role }) => role === 'metric');
  const unmeasured = metric?.categories.find(
    ({ code }) => !sample.measures.some((measure) => measure.code === code),
  );
  if (unmeasured !== undefined) {
    throw disagreement(table, sha256, {
      code: 'SOURCE_VALUE_MISSING',
      severity: 'error',
      pointer: `/dimension/${metric?.code ?? ''}/category/index`,
      message: `asked for, not given: ${unmeasured.code}`,
    });
  }
  return withLastingPeriods({ ...sample, label: metadata.title, dimensions });
}

/**
 * The English frame by the codes of the table's own: at some agencies the codes of variables are
 * words of the language, while their places and values are the same.
 */
function byOwnCodes(own: MetadataBody, english: MetadataBody): ReadonlyMap<string, string> {
  const sameShape =
    own.variables.length === english.variables.length &&
    own.variables.every(({ values }, at) => values.length === english.variables[at]?.values.length);
  return new Map(
    sameShape
      ? english.variables.map(({ code }, at) => [code, own.variables[at]?.code ?? code])
      : [],
  );
}

function frameIn(
  language: string,
  table: string,
  responses: readonly SourceResponse[],
  rename: (metadata: MetadataBody) => ReadonlyMap<string, string> = () => new Map(),
): CubeFrame {
  const metadata = readMetadata(requiredOf(responses, metadataPurpose(language)), table);
  const response = requiredOf(responses, samplePurpose(language));
  const frame = frameOf(metadata, readSample(response, table), table, response.sha256);
  const names = rename(metadata);
  const dimensions = frame.dimensions.map((dimension) => ({
    ...dimension,
    code: names.get(dimension.code) ?? dimension.code,
  }));
  return { ...frame, dimensions };
}

/**
 * What an agency says about a table: variables and values from the metadata; roles, units,
 * notes and the publication time from a few cells. Pure.
 *
 * @throws StatbankError as `acceptJson` and the JSON-stat reader; SB_SOURCE_RESPONSE where metadata,
 *   cells or languages disagree
 */
export function describeTable(
  agency: PxWeb1Agency,
  table: string,
  responses: readonly SourceResponse[],
): TableDescription {
  const [own] = agency.languages;
  const english = englishOf(agency);
  const frame = frameIn(own, table, responses);
  const metadata = readMetadata(requiredOf(responses, metadataPurpose(own)), table);
  const englishFrame =
    english === null
      ? null
      : alignEnglish(
          frame,
          frameIn(english, table, responses, (other) => byOwnCodes(metadata, other)),
        );
  const facts = readPxFacts(requiredOf(responses, samplePurpose(own)).bytes);
  const { firstPeriod, lastPeriod } = periodSpan(frame.dimensions);
  const title = (label: string): string =>
    tableTitle(plainTitle(label), table, firstPeriod, lastPeriod);
  return Object.freeze({
    ref: Object.freeze({ provider: agency.id, table }),
    titleNo: title(frame.label),
    titleEn: englishFrame === null ? null : title(englishFrame.label),
    source: frame.source,
    licence: agency.licence,
    subjectPaths: [],
    official: facts.official,
    discontinued: facts.discontinued,
    timeUnit: null,
    firstPeriod,
    lastPeriod,
    updated: frame.updated,
    nextUpdate: facts.nextUpdate,
    frame,
    english: englishFrame,
  });
}
