import { StatbankError } from '../errors/statbank-error.ts';
import { readYaml } from '../transform/yaml-document.ts';
import type { BindingPlace } from './insert-binding.ts';
import { yamlText } from '../transform/yaml-text.ts';

/** A claim about one number, as far as a binding and its text say. */
export interface NewClaim {
  readonly id: string;
  readonly text: string;
  readonly printed: { readonly value: string; readonly asPrinted: string };
  /** Step of a number that is printed as "about"; null for one printed as it is. */
  readonly step: string | null;
  readonly year: string;
  /** Name of one of the report's sources. */
  readonly source: string;
  readonly place: BindingPlace;
  /** A flow mapping on one line. */
  readonly binding: string;
}

/**
 * The name of the source in a report that a new claim is taken from: the one that is asked for,
 * else the one that is named after the provider, else the only one.
 *
 * @throws SB_USAGE if none or several could be meant
 */
export function sourceName(report: string, asked: string | null, provider: string): string {
  const names = keysOf(readYaml(report).value, 'sources');
  const only = names.length === 1 ? names[0] : undefined;
  const name = asked ?? (names.includes(provider) ? provider : only);
  if (name !== undefined && names.includes(name)) return name;
  throw new StatbankError(
    'SB_USAGE',
    `The report has the sources ${names.join(', ')}: choose one for the claim with --source.`,
    { context: { sources: names } },
  );
}

/**
 * Adds a claim at the end of a report's last section and leaves every other character as it was.
 *
 * @throws SB_USAGE if the file's claims do not stand line by line
 */
export function insertClaim(text: string, claim: NewClaim): string {
  const document = readYaml(text);
  const sections = listOf(document.value, 'sections');
  const section = ['sections', sections.length - 1];
  const claims = listOf(sections.at(-1), 'claims');
  const lines = text.split('\n');
  const first = document.problem([...section, 'claims', 0], '');
  const indent = (lines[first.line - 1] ?? '').slice(0, first.column - 1).lastIndexOf('-');
  if (claims.length === 0 || indent < 0) {
    throw new StatbankError(
      'SB_USAGE',
      'The last section of the report has no claims that stand line by line: put the first one there by hand.',
    );
  }
  const written = claimLines(claim).map((line, at) =>
    at === 0 ? `${' '.repeat(indent)}- ${line}` : `${' '.repeat(indent + 2)}${line}`,
  );
  const last = document.lastLineOf([...section, 'claims', claims.length - 1]);
  return lines.toSpliced(last, 0, ...written).join('\n');
}

/** The lines of a claim, without indentation. */
export function claimLines(claim: NewClaim): readonly string[] {
  const { id, text, printed, step, year, source, place, binding } = claim;
  return [
    `id: ${id}`,
    ...(step === null ? ['kind: level'] : ['kind: approximate', `step: ${step}`]),
    `text: ${yamlText(text)}`,
    `printed: { value: ${printed.value}, as: ${yamlText(printed.asPrinted)} }`,
    `year: ${yamlText(year)}`,
    `source: ${source}`,
    `${place}: ${binding}`,
  ];
}

function keysOf(parent: unknown, key: string): readonly string[] {
  const value = valueOf(parent, key);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function listOf(parent: unknown, key: string): readonly unknown[] {
  const list = valueOf(parent, key);
  return Array.isArray(list) ? list : [];
}

function valueOf(parent: unknown, key: string): unknown {
  if (typeof parent !== 'object' || parent === null) return undefined;
  return Object.entries(parent).find(([name]) => name === key)?.[1];
}
