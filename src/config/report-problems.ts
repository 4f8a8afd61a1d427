import { readFormula } from '../transform/claims/formula.ts';
import { nearest } from './nearest.ts';
import type { WrittenClaim, WrittenReport } from './report-schema.ts';
import type { YamlProblem } from '../transform/yaml-document.ts';

type Path = readonly PropertyKey[];
type Tell = (path: Path, message: string) => YamlProblem;

/** What a schema cannot see: names that nothing has, formulas that cannot be read, circles. */
export function reportProblems(report: WrittenReport, tell: Tell): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  const add = (path: Path, message: string): void => void problems.push(tell(path, message));
  const claims = new Map<string, WrittenClaim>();
  for (const [section, { claims: listed }] of report.sections.entries()) {
    for (const [index, claim] of listed.entries()) {
      const path = ['sections', section, 'claims', index];
      if (claims.has(claim.id)) add([...path, 'id'], `${claim.id} is the id of an earlier claim`);
      claims.set(claim.id, claim);
      checkNames(report, claim, path, add);
      checkOperands(claim, path, add);
    }
  }
  for (const [section, { claims: listed }] of report.sections.entries()) {
    for (const [index, claim] of listed.entries()) {
      if (!('claims' in claim)) continue;
      const path = ['sections', section, 'claims', index, 'claims'];
      for (const [at, id] of claim.claims.entries()) {
        if (!claims.has(id)) add([...path, at], `there is no claim ${id}`);
      }
      if (reaches(claims, claim.id, claim.id)) add(path, `${claim.id} rests on itself`);
    }
  }
  for (const [index, { formula }] of report.rules.entries()) {
    checkRule(claims, formula, ['rules', index, 'formula'], add);
  }
  return problems;
}

type Add = (path: Path, message: string) => void;

function checkNames(report: WrittenReport, claim: WrittenClaim, path: Path, add: Add): void {
  const known = (list: object, name: string, key: string, at: Path): void => {
    const names = Object.keys(list);
    if (names.includes(name)) return;
    const meant = nearest(name, names);
    add(at, `there is no ${key} ${name}${meant === null ? '' : `; did you mean ${meant}?`}`);
  };
  known(report.sources, claim.source, 'source', [...path, 'source']);
  if (claim.population !== undefined) {
    known(report.populations, claim.population, 'population', [...path, 'population']);
  }
  const proxied: readonly (readonly [Path, readonly string[]])[] = [
    [[...path, 'proxies'], claim.proxies],
    ...Object.entries(claim.operands).map(
      ([name, { proxies }]) => [[...path, 'operands', name, 'proxies'], proxies] as const,
    ),
  ];
  for (const [at, proxies] of proxied) {
    for (const [index, proxy] of proxies.entries()) {
      known(report.proxies, proxy, 'proxy', [...at, index]);
    }
  }
}

/** Operands that a kind's evaluator asks for. */
const NEEDED: Readonly<Partial<Record<WrittenClaim['kind'], readonly string[]>>> = Object.freeze({
  level: ['value'],
  approximate: ['value'],
  rank: ['value'],
  change: ['from', 'to'],
  trend: ['from', 'to'],
  ratio: ['count'],
});

const PRINTED: readonly string[] = Object.freeze([
  'level',
  'approximate',
  'lower-bound',
  'change',
  'rank',
  'derived',
]);

function checkOperands(claim: WrittenClaim, path: Path, add: Add): void {
  const listed = Object.keys(claim.operands);
  const names = listed.length === 0 ? ['value'] : listed;
  if (listed.length > 0 && (claim.published ?? claim.current) !== undefined) {
    add([...path, 'operands'], 'expected bindings at the operands or at the claim, not both');
  }
  if (PRINTED.includes(claim.kind) && claim.printed === undefined) {
    add(path, `a claim of kind ${claim.kind} needs printed`);
  }
  if (claim.kind === 'not-refreshable' && claim.holder === undefined) {
    add(path, 'a claim of kind not-refreshable needs holder');
  }
  const needed = claim.kind === 'ordering' ? claim.order : (NEEDED[claim.kind] ?? []);
  for (const name of needed) {
    if (!names.includes(name)) add([...path, 'operands'], `expected an operand ${name}`);
  }
  if (!('formula' in claim)) return;
  try {
    const formula = readFormula(claim.formula);
    if (formula.relation !== null) add([...path, 'formula'], 'expected no relation');
    for (const name of formula.names) {
      if (!names.includes(name)) add([...path, 'formula'], `there is no operand ${name}`);
    }
  } catch (error) {
    add([...path, 'formula'], messageOf(error));
  }
}

function checkRule(
  claims: ReadonlyMap<string, WrittenClaim>,
  text: string,
  path: Path,
  add: Add,
): void {
  try {
    const formula = readFormula(text);
    if (formula.relation === null) add(path, 'expected a relation: =, <=, >=, < or >');
    for (const name of formula.names) {
      const [id = '', operand] = name.split('.');
      const claim = claims.get(id);
      if (claim === undefined) add(path, `there is no claim ${id}`);
      else if (operand !== undefined && !(operand in claim.operands)) {
        add(path, `${id} has no operand ${operand}`);
      }
    }
  } catch (error) {
    add(path, messageOf(error));
  }
}

function reaches(
  claims: ReadonlyMap<string, WrittenClaim>,
  from: string,
  goal: string,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  const claim = claims.get(from);
  if (claim === undefined || !('claims' in claim) || seen.has(from)) return false;
  const further = new Set([...seen, from]);
  return claim.claims.some((id) => id === goal || reaches(claims, id, goal, further));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
