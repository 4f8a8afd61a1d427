import { StatbankError } from '../../errors/statbank-error.ts';
import type { Exchange, SourceRequest, SourceResponse } from '../provider.ts';
import { type ClassificationBody, classificationBody, readKlass } from './bodies.ts';
import {
  changesRequest,
  classificationRequest,
  codesAtRequest,
  codesRequest,
  correspondsRequest,
  KLASS_LANGUAGES,
  type KlassLanguage,
  type KlassSource,
} from './source.ts';

const LANGUAGES = Object.freeze(['no', 'nn', 'en'] as const) satisfies readonly KlassLanguage[];

/** What the responses of a fetch are for. */
export const KLASS_PURPOSES = Object.freeze({
  classification: (language: KlassLanguage) => `klass:classification:${language}` as const,
  codes: (language: KlassLanguage) => `klass:codes:${language}` as const,
  codesAt: 'klass:codesAt',
  changes: 'klass:changes',
  corresponds: (target: string) => `klass:corresponds:${target}` as const,
});

/**
 * Fetches a classification whole: its names and dated codes in the languages that it is
 * published in, its changes, the codes of today to check the dated ones by, and its
 * correspondences with `targets`.
 *
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_RESPONSE, and what the exchange throws
 */
export async function fetchClassification(
  source: KlassSource,
  id: string,
  targets: readonly string[],
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  if (!/^\d{1,6}$/.test(id)) throw noNumber(id);
  const responses: SourceResponse[] = [];
  const ask = async (
    request: SourceRequest,
    purpose: `klass:${string}`,
  ): Promise<SourceResponse> => {
    const response = await exchange(request, purpose);
    responses.push(response);
    return response;
  };
  const described = await ask(
    classificationRequest(source, id, 'no'),
    KLASS_PURPOSES.classification('no'),
  );
  const body = readKlass(classificationBody, described, `classification ${id}`);
  const from = firstDay(body, id);
  for (const language of LANGUAGES) {
    if (language !== 'no') {
      if (!isPublished(body, language)) continue;
      await ask(
        classificationRequest(source, id, language),
        KLASS_PURPOSES.classification(language),
      );
    }
    await ask(codesRequest(source, id, from, language), KLASS_PURPOSES.codes(language));
  }
  // A single version has nothing to differ from.
  if (body.versions.length > 1) await ask(changesRequest(source, id, from), KLASS_PURPOSES.changes);
  const today = described.respondedAt.slice(0, 10);
  if (hasVersionOn(body, today)) {
    await ask(codesAtRequest(source, id, today), KLASS_PURPOSES.codesAt);
  }
  for (const target of targets) {
    await fetchCorrespondence(source, id, target, from, ask);
  }
  return responses;
}

/**
 * KLASS refuses a range of which a part has no correspondence (404), and does not say which part
 * has one. So the ranges that begin with the versions of the target are tried, the longest first.
 */
async function fetchCorrespondence(
  source: KlassSource,
  id: string,
  target: string,
  from: string,
  ask: (request: SourceRequest, purpose: `klass:${string}`) => Promise<SourceResponse>,
): Promise<void> {
  const purpose = KLASS_PURPOSES.corresponds(target);
  const described = await ask(
    classificationRequest(source, target, 'no'),
    `klass:target:${target}`,
  );
  const body = readKlass(classificationBody, described, `classification ${target}`);
  const starts = new Set(
    [from, ...body.versions.map(({ validFrom }) => validFrom)].filter((day) => day >= from),
  );
  for (const start of [...starts].toSorted()) {
    const response = await ask(correspondsRequest(source, id, target, start), purpose);
    if (response.status !== 404) return;
  }
}

/**
 * The first day of the first version.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE for a classification without versions
 */
function firstDay({ versions }: ClassificationBody, id: string): string {
  const [first] = versions.map(({ validFrom }) => validFrom).toSorted();
  if (first !== undefined) return first;
  throw new StatbankError(
    'SB_SOURCE_RESPONSE',
    `Classification ${id} has no version, so it has no codes. Ask for another one.`,
    { context: { classification: id } },
  );
}

/** Versions that do not say their languages may have all. */
function isPublished({ versions }: ClassificationBody, language: KlassLanguage): boolean {
  return versions.some(
    ({ published }) => published == null || published.includes(KLASS_LANGUAGES[language]),
  );
}

function hasVersionOn({ versions }: ClassificationBody, day: string): boolean {
  return versions.some(
    ({ validFrom, validTo }) => validFrom <= day && (validTo == null || day < validTo),
  );
}

function noNumber(id: string): StatbankError {
  return new StatbankError(
    'SB_USAGE',
    `${JSON.stringify(id)} is no number of a classification. Give one such as 131 (municipalities).`,
  );
}
