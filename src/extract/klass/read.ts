import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import { changeGraph } from '../../transform/classification/change-graph.ts';
import {
  type Classification,
  type Correspondence,
  covers,
  type Names,
  type StatedChange,
} from '../../transform/classification/classification.ts';
import { datedCodes, type NamedSpan } from '../../transform/classification/dated-codes.ts';
import type { Purpose, SourceResponse } from '../provider.ts';
import {
  changesBody,
  classificationBody,
  codesBody,
  type CodesBody,
  correspondsBody,
  readKlass,
} from './bodies.ts';
import { KLASS_PURPOSES } from './fetch.ts';
import type { KlassLanguage } from './source.ts';

/** A classification and what was odd, but not wrong, about its responses. */
export interface ReadClassification {
  readonly classification: Classification;
  readonly findings: readonly Finding[];
}

/**
 * Reads the responses of `fetchClassification`. Pure.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE for a body of another shape; SB_CLASSIFICATION_INVALID
 *   if the lists contradict themselves or each other; SB_ARCHIVE_MISSING where a replayed fetch
 *   lacks a response
 */
export function readClassification(
  id: string,
  responses: readonly SourceResponse[],
): ReadClassification {
  const of = (purpose: Purpose): SourceResponse | null =>
    responses.findLast((response) => response.purpose === purpose) ?? null;
  const codesIn = (language: KlassLanguage): readonly NamedSpan[] => {
    const response = of(KLASS_PURPOSES.codes(language));
    return response === null || (language !== 'no' && response.status === 404)
      ? []
      : namedSpans(readKlass(codesBody, response, `codes of classification ${id}`), response);
  };
  const lists = { no: codesIn('no'), nn: codesIn('nn'), en: codesIn('en') };
  if (lists.no.length === 0) throw invalid(id, [emptyList()]);
  const { codes, findings } = datedCodes(lists);
  const wrong = findings.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) throw invalid(id, wrong);
  checkSnapshot(id, codes, of(KLASS_PURPOSES.codesAt));
  const graph = changeGraph(codes, statedChanges(id, of(KLASS_PURPOSES.changes)));
  return Object.freeze({
    classification: Object.freeze({
      id,
      names: namesOf(id, of),
      codes,
      changes: graph.changes,
      correspondences: correspondencesIn(id, responses),
    }),
    findings: [...findings, ...graph.findings],
  });
}

/** The name of a code, or the code where the list has no name for it. */
function namedSpans({ codes }: CodesBody, { request }: SourceResponse): readonly NamedSpan[] {
  const asked = new URL(request.url).searchParams.get('from') ?? '';
  return codes.map((item) => ({
    code: item.code,
    level: item.level == null ? null : Number(item.level),
    parent: item.parentCode == null || item.parentCode === '' ? null : item.parentCode,
    // A code with a time of its own may state only one end of it.
    from: latest(item.validFromInRequestedRange ?? asked, item.validFrom ?? null),
    to: earliest(item.validToInRequestedRange ?? null, item.validTo ?? null),
    name: item.name ?? '',
  }));
}

function latest(one: string, other: string | null): string {
  return other !== null && other > one ? other : one;
}

function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/**
 * The codes of one day, asked for in another way, must be those that the dated list has on it:
 * how the list states its days is documented thinly, and a misreading would move every place in time.
 */
function checkSnapshot(
  id: string,
  codes: Classification['codes'],
  response: SourceResponse | null,
): void {
  if (response === null) return;
  const day = new URL(response.request.url).searchParams.get('date') ?? '';
  const body = readKlass(codesBody, response, `codes of classification ${id} at ${day}`);
  const onDay = new Set(body.codes.map(({ code }) => code));
  const dated = new Set(codes.flatMap((span) => (covers(span, day) ? [span.code] : [])));
  const differing = [
    ...[...onDay].filter((code) => !dated.has(code)),
    ...[...dated].filter((code) => !onDay.has(code)),
  ];
  if (differing.length === 0) return;
  throw invalid(id, [
    {
      code: 'KLASS_SNAPSHOT',
      severity: 'error',
      pointer: '/codes',
      message: `the codes of ${day} and the dated codes disagree about ${differing.slice(0, 5).join(', ')} (${differing.length} codes)`,
      expected: `${onDay.size} codes`,
      actual: `${dated.size} codes`,
    },
  ]);
}

function statedChanges(id: string, response: SourceResponse | null): readonly StatedChange[] {
  if (response === null || response.status === 404) return [];
  const body = readKlass(changesBody, response, `changes of classification ${id}`);
  return body.codeChanges.map((change) => ({
    date: change.changeOccurred,
    oldCode: present(change.oldCode),
    newCode: present(change.newCode),
    oldName: present(change.oldName),
    newName: present(change.newName),
  }));
}

function present(text: string | null | undefined): string | null {
  return text == null || text === '' ? null : text;
}

function namesOf(id: string, of: (purpose: Purpose) => SourceResponse | null): Names {
  const nameIn = (language: KlassLanguage): string | null => {
    const response = of(KLASS_PURPOSES.classification(language));
    if (response === null || (language !== 'no' && response.status === 404)) return null;
    return readKlass(classificationBody, response, `classification ${id}`).name;
  };
  const no = nameIn('no');
  if (no === null) {
    throw new StatbankError(
      'SB_ARCHIVE_MISSING',
      `The fetch has no description of classification ${id}. Sync it again: statbank klass ${id}.`,
      { context: { classification: id } },
    );
  }
  return { no, nn: nameIn('nn'), en: nameIn('en') };
}

function correspondencesIn(
  id: string,
  responses: readonly SourceResponse[],
): readonly Correspondence[] {
  const prefix = KLASS_PURPOSES.corresponds('');
  return responses
    .filter(({ purpose, status }) => purpose.startsWith(prefix) && status !== 404)
    .map((response) => {
      const target = response.purpose.slice(prefix.length);
      const body = readKlass(correspondsBody, response, `correspondence of ${id} with ${target}`);
      const asked = new URL(response.request.url).searchParams.get('from') ?? '';
      return {
        target,
        pairs: body.correspondenceItems.map((item) => ({
          sourceCode: item.sourceCode,
          targetCode: item.targetCode,
          targetName: present(item.targetName),
          from: item.validFrom ?? asked,
          to: item.validTo ?? null,
        })),
      };
    });
}

function emptyList(): Finding {
  return { code: 'KLASS_EMPTY', severity: 'error', pointer: '/codes', message: 'there is no code' };
}

function invalid(id: string, findings: readonly Finding[]): StatbankError {
  const [first] = findings;
  return new StatbankError(
    'SB_CLASSIFICATION_INVALID',
    `Classification ${id} contradicts itself at ${first?.pointer ?? ''}: ${first?.message ?? ''}. Nothing was changed; report it to the source if it goes on.`,
    { context: { classification: id, findings } },
  );
}
