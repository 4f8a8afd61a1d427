import type { CellEvidence, EvidenceCheck } from './cell-evidence.ts';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { placeWords } from './place-words.ts';

/** One step of the chain: what it is about, and what is said of it, a line each. */
export interface EvidenceStep {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Evidence for people: what the number is, how it came here, and whether that holds. */
export interface EvidenceWords {
  /** The number with its unit, or its symbol. */
  readonly headline: string;
  /** What it is a number of. */
  readonly subject: string;
  readonly steps: readonly EvidenceStep[];
  readonly verdict: string;
}

/** Puts evidence into words, in Norwegian or English. */
export function evidenceWords(evidence: CellEvidence, language: Language): EvidenceWords {
  const { state, origin, request, place, checks, proven } = evidence;
  const words = WORDS[language];
  const failed = checks.filter(({ ok }) => !ok).map(({ check }) => words.failed[check]);
  return {
    headline: printedNumber(state.value, state.symbol, unitOf(evidence, language), language),
    subject: subjectOf(evidence, language),
    steps: [
      { title: words.cell, lines: cellLines(evidence, language) },
      { title: words.vintage, lines: vintageLines(evidence, language) },
      {
        title: words.load,
        lines: [
          words.loaded(origin.kind, moment(origin.startedAt, language)),
          words.run(origin.command, origin.programVersion, origin.runId),
          ...(origin.fetchTaskId === origin.taskId ? [] : [words.readAgain(origin.fetchTaskId)]),
        ],
      },
      {
        title: words.request,
        lines: [
          `${request.method} ${request.url}`,
          ...(request.body === null ? [] : [words.body(request.body)]),
          words.answered(request.status, moment(request.respondedAt, language)),
        ],
      },
      {
        title: words.bytes,
        lines: [
          words.size(decimalWords(String(request.byteLength), language)),
          `SHA-256 ${request.sha256}`,
          words.file(evidence.object),
        ],
      },
      {
        title: words.place,
        lines: [
          placeWords(place, language),
          words.stands(
            printedNumber(
              place.value === null ? null : String(place.value),
              place.symbol,
              null,
              language,
            ),
          ),
        ],
      },
    ],
    verdict: proven ? words.proven : words.broken(failed.join('; ')),
  };
}

function unitOf({ state }: CellEvidence, language: Language): string | null {
  return (language === 'en' ? state.unitEn : null) ?? state.unitNo;
}

/** Titles as the table prints them, members by name, the contents first. */
function subjectOf({ titleNo, titleEn, state }: CellEvidence, language: Language): string {
  const label = ({ labelNo, labelEn }: (typeof state.coordinates)[number]): string =>
    (language === 'en' ? labelEn : null) ?? labelNo;
  const title = (language === 'en' ? titleEn : null) ?? titleNo;
  return [title, ...state.coordinates.map(label)].join(' · ');
}

function cellLines({ table, view, state }: CellEvidence, language: Language): readonly string[] {
  const words = WORDS[language];
  const codes = state.coordinates.map(({ variable, code }) => `${variable}=${code}`).join(' ');
  return [words.inTable(table, view), codes];
}

function vintageLines(
  { state, origin, standing }: CellEvidence,
  language: Language,
): readonly string[] {
  const words = WORDS[language];
  return [
    words.brought(origin.vintage, standing),
    state.to === null ? words.current : words.replaced(state.to),
    ...(origin.updatedAt === null ? [] : [words.updated(moment(origin.updatedAt, language))]),
    words.observed(moment(origin.observedAt, language)),
    words.committed(moment(origin.committedAt, language)),
  ];
}

function printedNumber(
  value: string | null,
  symbol: string,
  unit: string | null,
  language: Language,
): string {
  const number = value === null ? WORDS[language].noNumber : decimalWords(value, language);
  return [number, ...(symbol === '' ? [] : [`(${symbol})`]), ...(unit === null ? [] : [unit])].join(
    ' ',
  );
}

function moment(instant: string, language: Language): string {
  return MOMENTS[language].format(new Date(instant));
}

const MOMENT = { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Europe/Oslo' } as const;

const MOMENTS = Object.freeze({
  no: new Intl.DateTimeFormat('nb-NO', MOMENT),
  en: new Intl.DateTimeFormat('en-GB', MOMENT),
});

const WORDS = Object.freeze({
  no: {
    noNumber: 'ikke noe tall',
    cell: 'Tallet',
    inTable: (table: string, view: string) => `tabell ${table}, i databasen mart.${view}`,
    vintage: 'Utgaven',
    brought: (vintage: number, standing: number) =>
      `kom med utgave ${vintage} av tabellen; den nyeste er utgave ${standing}`,
    current: 'tallet gjelder fortsatt',
    replaced: (vintage: number) => `tallet ble erstattet eller trukket i utgave ${vintage}`,
    updated: (at: string) => `oppdatert hos kilden ${at}`,
    observed: (at: string) => `mottatt her ${at}`,
    committed: (at: string) => `synlig her ${at}`,
    load: 'Innlastingen',
    loaded: (kind: string, at: string) => `${KINDS_NO[kind] ?? kind}, begynt ${at}`,
    run: (command: string, version: string, id: string) =>
      `kjøring ${id}: statbank ${command}, versjon ${version}`,
    readAgain: (task: string) => `leste svarene til oppgave ${task} på nytt`,
    request: 'Forespørselen',
    body: (body: string) => `med innholdet ${body}`,
    answered: (status: number, at: string) => `besvart med ${status} ${at}`,
    bytes: 'Svaret',
    size: (bytes: string) => `${bytes} byte, oppbevart slik de kom`,
    file: (path: string) => `i arkivet: ${path}`,
    place: 'Plassen',
    stands: (number: string) => `der står det ${number}`,
    proven:
      'Kontrollert nå: svaret i arkivet har riktig kontrollsum, og tallet på denne plassen er det samme som i databasen.',
    broken: (why: string) => `Kjeden holder ikke: ${why}.`,
    failed: {
      'request-recorded': 'databasen og journalen sier ikke det samme om forespørselen',
      'bytes-match-hash': 'svaret har en annen kontrollsum enn databasen sier',
      'value-equal': 'tallet i svaret er et annet enn i databasen',
      'symbol-equal': 'tegnet ved tallet er et annet i svaret enn i databasen',
    } satisfies Record<EvidenceCheck['check'], string>,
  },
  en: {
    noNumber: 'no number',
    cell: 'The number',
    inTable: (table: string, view: string) => `table ${table}, in the database mart.${view}_en`,
    vintage: 'The vintage',
    brought: (vintage: number, standing: number) =>
      `came with vintage ${vintage} of the table; the newest is vintage ${standing}`,
    current: 'the number still stands',
    replaced: (vintage: number) => `the number was replaced or withdrawn in vintage ${vintage}`,
    updated: (at: string) => `updated at the source ${at}`,
    observed: (at: string) => `received here ${at}`,
    committed: (at: string) => `visible here ${at}`,
    load: 'The load',
    loaded: (kind: string, at: string) => `${KINDS_EN[kind] ?? kind}, begun ${at}`,
    run: (command: string, version: string, id: string) =>
      `run ${id}: statbank ${command}, version ${version}`,
    readAgain: (task: string) => `read the responses of task ${task} again`,
    request: 'The request',
    body: (body: string) => `with the body ${body}`,
    answered: (status: number, at: string) => `answered with ${status} ${at}`,
    bytes: 'The response',
    size: (bytes: string) => `${bytes} bytes, kept as they came`,
    file: (path: string) => `in the archive: ${path}`,
    place: 'The place',
    stands: (number: string) => `there stands ${number}`,
    proven:
      'Checked just now: the archived response has the right checksum, and the number in this place is the one in the database.',
    broken: (why: string) => `The chain does not hold: ${why}.`,
    failed: {
      'request-recorded': 'database and journal do not say the same of the request',
      'bytes-match-hash': 'the response has another checksum than the database says',
      'value-equal': 'the number in the response is not the one in the database',
      'symbol-equal': 'the symbol beside the number is not the one in the database',
    } satisfies Record<EvidenceCheck['check'], string>,
  },
});

const KINDS_NO: Readonly<Record<string, string>> = Object.freeze({
  sync: 'hentet fra kilden',
  replay: 'lest på nytt fra arkivet',
  import: 'lest fra et dokument',
  rebuild: 'gjenoppbygd fra arkivet',
  release: 'frigitt etter å ha vært holdt tilbake',
  rollback: 'en tidligere utgave tatt fram igjen',
});

const KINDS_EN: Readonly<Record<string, string>> = Object.freeze({
  sync: 'fetched from the source',
  replay: 'read again from the archive',
  import: 'read from a document',
  rebuild: 'rebuilt from the archive',
  release: 'released after being held',
  rollback: 'an earlier vintage taken up again',
});
