import type { z } from 'zod';
import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { TableSelection } from '../extract/provider.ts';
import { KNOWN_PROVIDERS } from '../extract/kinds.ts';
import type { ServiceSettings } from '../extract/service.ts';
import type { GatePolicy } from '../transform/gate.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import { CATALOGUE_SCHEMA } from './catalogue-schema.ts';
import type { Rhythm } from './rhythm.ts';
import { parseTableName, unknownProvider } from './table-name.ts';
import { readYaml, type YamlProblem } from '../transform/yaml-document.ts';

/** A source as the catalogue describes it. */
export interface ProviderSettings extends ServiceSettings {
  /** The interface that it speaks; see `ProviderKind`. */
  readonly kind: string;
}

/** A table and how much of it. */
export interface TableEntry {
  readonly kind: 'table';
  readonly ref: TableRef;
  readonly select: TableSelection;
  readonly schedule: Rhythm;
  /** Verdicts that differ from the defaults. */
  readonly gates: Partial<GatePolicy>;
  readonly line: number;
}

/** Every table whose subject path contains a short name, with the same selection. */
export interface SubjectEntry {
  readonly kind: 'subject';
  readonly provider: string;
  readonly subject: string;
  readonly select: TableSelection;
  readonly schedule: Rhythm;
  /** Verdicts that differ from the defaults. */
  readonly gates: Partial<GatePolicy>;
  readonly line: number;
}

export type CatalogueEntry = TableEntry | SubjectEntry;

/** Which tables are loaded, from which sources. Frozen. */
export interface Catalogue {
  /** The file as it is named in messages. */
  readonly file: string;
  /** By id; the providers that the program knows are always there. */
  readonly providers: ReadonlyMap<string, ProviderSettings>;
  readonly entries: readonly CatalogueEntry[];
  /** Classifications of KLASS, by number, with those whose correspondences are wanted. */
  readonly classifications: readonly {
    readonly id: string;
    readonly correspondences: readonly string[];
  }[];
}

/**
 * Reads a catalogue from its YAML text.
 *
 * @param file name for messages
 * @throws SB_CONFIG_CATALOGUE with line, column and JSON pointer of everything that is wrong
 */
export function parseCatalogue(text: string, file: string): Catalogue {
  const document = readYaml(text);
  if (document.problems.length > 0) throw refused(file, document.problems);
  const result = CATALOGUE_SCHEMA.safeParse(document.value);
  if (!result.success) throw refused(file, document.explain(result.error));

  const problems: YamlProblem[] = [];
  const providers = readProviders(result.data.providers);
  for (const { id, url } of providers.values()) {
    if (url !== null || KNOWN_PROVIDERS.has(id)) continue;
    const known = [...KNOWN_PROVIDERS.keys()].join(', ');
    problems.push(document.problem(['providers', id], `expected a url: only ${known} need none`));
  }
  const ids = [...providers.keys()];
  const lines = new Map<string, number>();
  const entries = result.data.tables.flatMap((entry, index): readonly CatalogueEntry[] => {
    const path = ['tables', index];
    const line = document.lineAt(path);
    try {
      const read = readEntry(entry, line, ids);
      const name = entryName(read);
      const earlier = lines.get(name);
      if (earlier === undefined) lines.set(name, line);
      else problems.push(document.problem(path, `${name} is listed on line ${earlier} already`));
      return [read];
    } catch (error) {
      if (!(error instanceof StatbankError)) throw error;
      problems.push(document.problem(path, error.message));
      return [];
    }
  });
  const { classifications } = result.data;
  for (const [index, { id }] of classifications.entries()) {
    if (classifications.findIndex((other) => other.id === id) === index) continue;
    problems.push(document.problem(['classifications', index], `${id} is listed already`));
  }
  if (problems.length > 0) throw refused(file, problems);
  return Object.freeze({ file, providers, entries: Object.freeze(entries), classifications });
}

type CatalogueFile = z.output<typeof CATALOGUE_SCHEMA>;

type WrittenProvider = CatalogueFile['providers'][string];

function readProviders(written: CatalogueFile['providers']): ReadonlyMap<string, ProviderSettings> {
  const all = new Map<string, WrittenProvider>([
    ...[...KNOWN_PROVIDERS].map(([id, { kind }]) => [id, { kind }] as const),
    ...Object.entries(written),
  ]);
  return new Map([...all].map(([id, provider]) => [id, providerSettings(id, provider)]));
}

function providerSettings(id: string, provider: WrittenProvider): ProviderSettings {
  return Object.freeze({
    id,
    kind: provider.kind,
    url: provider.url ?? null,
    languages: provider.languages ?? null,
    calls: provider.calls ?? null,
    windowSeconds: provider.window_seconds ?? null,
    maxCells: provider.max_cells ?? null,
    news: provider.rss ?? null,
    cacheSeconds: provider.cache_seconds ?? null,
  });
}

function readEntry(
  entry: CatalogueFile['tables'][number],
  line: number,
  providers: readonly string[],
): CatalogueEntry {
  const select: TableSelection = Object.freeze(entry.select);
  const { schedule } = entry;
  const gates: Partial<GatePolicy> = Object.freeze(stated(entry.gates));
  if ('table' in entry) {
    const ref = parseTableName(entry.table, providers);
    return Object.freeze({ kind: 'table', ref, select, schedule, gates, line });
  }
  const { provider, subject } = entry;
  if (!providers.includes(provider)) throw unknownProvider(provider, providers);
  return Object.freeze({ kind: 'subject', provider, subject, select, schedule, gates, line });
}

function stated(gates: CatalogueFile['tables'][number]['gates']): Partial<GatePolicy> {
  return Object.fromEntries(Object.entries(gates).filter(([, verdict]) => verdict !== undefined));
}

function entryName(entry: CatalogueEntry): string {
  return entry.kind === 'table'
    ? tableName(entry.ref)
    : `subject ${entry.subject} of ${entry.provider}`;
}

function refused(file: string, problems: readonly YamlProblem[]): StatbankError {
  const findings = problems.map((problem): Finding => ({
    code: 'SB_CONFIG_CATALOGUE',
    severity: 'error',
    pointer: problem.pointer,
    message: problem.message,
  }));
  return new StatbankError(
    'SB_CONFIG_CATALOGUE',
    problems
      .map(({ line, column, pointer, message }) =>
        [`${file}:${line}:${column}`, pointer, message].filter((part) => part !== '').join(': '),
      )
      .join('\n'),
    { context: { file, findings } },
  );
}
