import type { Language } from '../decimal-words.ts';
import type { Binding, CodeChoice, Take } from './binding.ts';
import type { ClaimTest, PrintedNumber } from './claim.ts';

/** A number in a text with the marker that binds it. Lines and columns count from 1. */
export interface MarkedNumber {
  readonly line: number;
  readonly column: number;
  readonly printed: PrintedNumber;
  readonly test: ClaimTest;
  readonly binding: Binding;
}

/** A marker that cannot be read. */
export interface MarkerProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What a text's markers say. */
export interface MarkedText {
  readonly numbers: readonly MarkedNumber[];
  readonly problems: readonly MarkerProblem[];
}

/** An HTML comment, which no Markdown shows: `<!-- = ssb:07459 Region=0 Tid=newest -->`. */
const MARKER = /<!--\s*(=|>=|~)\s*([\s\S]*?)-->/g;

/** Fenced blocks and code in a line. */
const CODE = /^(```|~~~)[\s\S]*?^\1|`[^`\n]+`/gm;

/** One word: `name=value`, where either may be in quotes. */
const WORD = /(?:[^\s"]|"[^"]*")+/g;

const NUMBERS: Readonly<Record<Language, RegExp>> = Object.freeze({
  no: /(?:(?<![\p{L}\d])[-−])?(?:\d{1,3}(?:[ \u00A0\u202F]\d{3})+|\d+)(?:,\d+)?/gu,
  en: /(?:(?<![\p{L}\d])[-−])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/gu,
});

/**
 * Finds every marked number of a text: the last number before a marker, on its line. `=` binds it
 * as printed, `~` as "about" (with `step=`), `>=` as "at least". Markers in code are only shown.
 *
 * @param language how the text writes numbers: `600 000` and `53,1`, or `600,000` and `53.1`
 */
export function readMarkers(whole: string, language: Language): MarkedText {
  const text = whole.replaceAll(CODE, (code) => code.replaceAll(/[^\n]/g, ' '));
  const numbers: MarkedNumber[] = [];
  const problems: MarkerProblem[] = [];
  for (const match of text.matchAll(MARKER)) {
    const before = text.slice(0, match.index);
    const line = before.split('\n').length;
    const start = before.lastIndexOf('\n') + 1;
    const [, sign = '=', body = ''] = match;
    const place = { line, column: match.index - start + 1 };
    const found = [...before.slice(start).matchAll(NUMBERS[language])].at(-1);
    if (found === undefined) {
      problems.push({ ...place, message: 'there is no number before the marker on its line' });
      continue;
    }
    const printed = printedNumber(found[0], language);
    const read = readBody(sign, body);
    if (typeof read === 'string') problems.push({ ...place, message: read });
    else numbers.push({ line, column: found.index + 1, printed, ...read });
  }
  return { numbers, problems };
}

/** The last number of a text as a report prints it, such as `om lag 50 prosent`; null if it has none. */
export function readPrinted(text: string, language: Language): PrintedNumber | null {
  const number = text.match(NUMBERS[language])?.at(-1);
  return number === undefined ? null : { ...printedNumber(number, language), asPrinted: text };
}

function printedNumber(asPrinted: string, language: Language): PrintedNumber {
  const plain = asPrinted
    .replace('−', '-')
    .replaceAll(language === 'no' ? /[ \u00A0\u202F]/g : /,/g, '')
    .replace(',', '.');
  return { value: plain, decimals: (plain.split('.')[1] ?? '').length, asPrinted };
}

/** Words of a marker that are no variable codes. Quotes make them codes: `"unit"=x`. */
const SETTINGS: readonly string[] = Object.freeze(['unit', 'factor', 'sum', 'step']);

function readBody(
  sign: string,
  body: string,
): { readonly test: ClaimTest; readonly binding: Binding } | string {
  const [table = '', ...words] = body.match(WORD) ?? [];
  const [provider = '', ...id] = table.split(':');
  if (!/^[a-z][a-z0-9_-]*:\S+$/.test(table)) {
    return `expected a table such as ssb:07459 after the sign, not "${table}"`;
  }
  const codes: Record<string, CodeChoice> = {};
  const settings = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1 || at === word.length - 1) return `expected VARIABLE=CODE, not "${word}"`;
    const [name, value] = [word.slice(0, at), word.slice(at + 1)];
    if (SETTINGS.includes(name)) settings.set(name, unquoted(value));
    else if (unquoted(name) in codes) return `${unquoted(name)} is there twice`;
    else codes[unquoted(name)] = choiceOf(value);
  }
  const factor = settings.get('factor') ?? '1';
  const step = settings.get('step');
  const sum = settings.get('sum');
  for (const number of [factor, step ?? '1', sum ?? '1']) {
    if (!/^\d+(\.\d+)?$/.test(number)) return `expected a number such as 0.5, not "${number}"`;
  }
  if (sign === '~' && step === undefined)
    return 'a number marked with ~ needs step=, such as step=5';
  const take: Take = sum === undefined ? { take: 'cell' } : { take: 'sum', cells: Number(sum) };
  const unit = settings.get('unit') ?? null;
  return {
    test: testOf(sign, step ?? '1'),
    binding: { table: { provider, table: id.join(':') }, codes, take, unit, factor },
  };
}

function testOf(sign: string, step: string): ClaimTest {
  if (sign === '~') return { kind: 'approximate', step };
  return sign === '>=' ? { kind: 'lower-bound', formula: 'value' } : { kind: 'level' };
}

/** A code as a marker writes it: `newest`, `*`, `016..105+`, `1,2`; quotes make any text one code. */
export function choiceOf(written: string): CodeChoice {
  if (written === 'newest') return { pick: 'newest' };
  if (written === '*') return { pick: 'every' };
  if (written.startsWith('"')) return { pick: 'code', code: unquoted(written) };
  const [from = '', to = ''] = written.split('..');
  if (from !== '' && to !== '') return { pick: 'between', from, to };
  const codes = written.split(',');
  return codes.length > 1 ? { pick: 'codes', codes } : { pick: 'code', code: written };
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}
