import type { SimulatedTable } from '../table/model.ts';

/** What the index knows of a table, in one language. */
interface Document {
  readonly id: string;
  readonly title: readonly string[];
  readonly all: readonly string[];
  /** `yyyymmdd…` of `updated`. */
  readonly updated: string;
}

type Test = (document: Document) => boolean;

/**
 * A small part of SSB's Lucene syntax: words are combined with AND, `OR` between words,
 * `"a phrase"`, the fields `title:`, `id:` and `updated:`, and a trailing `*`, which is
 * compared with the stemmed word as in the real index (`kommuner*` finds less than
 * `kommun*`). No brackets, no NOT.
 */
export function compileQuery(query: string): (table: SimulatedTable, label: string) => boolean {
  const alternatives = query
    .trim()
    .split(/\s+OR\s+/)
    .map((alternative) => {
      const tests = (alternative.match(/(?:\w+:)?"[^"]*"|\S+/gu) ?? [])
        .filter((word) => word !== 'AND')
        .map(compileTerm);
      return (document: Document): boolean => tests.every((test) => test(document));
    });
  return (table, label) => {
    const document = documentOf(table, label);
    return alternatives.some((matches) => matches(document));
  };
}

function compileTerm(term: string): Test {
  const field = /^(title|id|updated):(.+)$/i.exec(term);
  const name = field?.[1]?.toLowerCase() ?? 'all';
  const text = (field?.[2] ?? term).replaceAll('"', '').toLowerCase();
  if (name === 'updated') return prefixOrSame(text, (document) => [document.updated]);
  if (name === 'id') return prefixOrSame(text, (document) => [document.id]);
  const wordsOf = (document: Document): readonly string[] =>
    name === 'title' ? document.title : document.all;
  if (text.endsWith('*')) return prefixOrSame(text, wordsOf);
  const stems = words(text).map(stem);
  return (document) => {
    const known = wordsOf(document);
    return stems.every((wanted) => known.includes(wanted));
  };
}

function prefixOrSame(text: string, wordsOf: (document: Document) => readonly string[]): Test {
  const prefix = text.replace(/\*$/, '');
  return (document) =>
    wordsOf(document).some((word) =>
      text.endsWith('*') ? word.startsWith(prefix) : word === prefix,
    );
}

function documentOf(table: SimulatedTable, label: string): Document {
  const title = words(label).map(stem);
  const others = [
    table.id,
    ...table.variables.flatMap((variable) => [variable.label.no, variable.label.en]),
    ...table.paths.flat().flatMap((step) => [step.id, step.label.no, step.label.en]),
  ];
  return {
    id: table.id.toLowerCase(),
    title,
    all: [...title, ...others.flatMap((text) => words(text).map(stem))],
    updated: (table.updated ?? '').replaceAll(/\D/g, ''),
  };
}

function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}+]+/gu) ?? [];
}

/** Norwegian inflections, longest first. A stem keeps at least four letters. */
const ENDINGS = ['ene', 'ane', 'er', 'en', 'et', 'ar', 'a', 'e', 's', 'r', 't'] as const;

function stem(word: string): string {
  const ending = ENDINGS.find((each) => word.endsWith(each) && word.length - each.length >= 4);
  return ending === undefined ? word : word.slice(0, -ending.length);
}
