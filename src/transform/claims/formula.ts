import { Big } from 'big.js';

/** Relations that a rule may end in. */
const RELATIONS = Object.freeze(['=', '<=', '>=', '<', '>'] as const);

type Relation = (typeof RELATIONS)[number];

/** A checked formula: what it names, and its two readings. Frozen. */
export interface Formula {
  readonly text: string;
  /** Names in the order of their first use. */
  readonly names: readonly string[];
  readonly relation: Relation | null;
  /**
   * The number on the left side of the relation, or of the whole.
   *
   * @returns null if a name has no number or something is divided by zero
   */
  value(numberOf: (name: string) => string | null): string | null;
  /**
   * Whether the relation is true; null if a name has no number.
   *
   * @throws SyntaxError if the formula has no relation
   */
  isTrue(numberOf: (name: string) => string | null): boolean | null;
}

type Numbers = (name: string) => Big | null;
type Term = (numbers: Numbers) => Big | null;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)|(<=|>=|[-+*/()=<>]))/y;

/**
 * Reads a formula of decimal numbers, names, `+ - * /`, brackets, and at most one relation:
 * `100 - low - high`, `C029.persons / 0.14 <= C029.population`.
 *
 * @throws SyntaxError that says what was expected, and after how many characters
 */
export function readFormula(text: string): Formula {
  const tokens = tokenise(text);
  let at = 0;
  const names: string[] = [];
  const fail = (expected: string): never => {
    throw new SyntaxError(`expected ${expected} after "${tokens.slice(0, at).join(' ')}"`);
  };
  const sum = (): Term => {
    let left = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      const [first, sign] = [left, tokens[at++]];
      const second = product();
      left = (numbers) =>
        both(first, second, numbers, (a, b) => (sign === '+' ? a.plus(b) : a.minus(b)));
    }
    return left;
  };
  const product = (): Term => {
    let left = factor();
    while (tokens[at] === '*' || tokens[at] === '/') {
      const [first, sign] = [left, tokens[at++]];
      const second = factor();
      left = (numbers) =>
        both(first, second, numbers, (a, b) => {
          if (sign === '*') return a.times(b);
          return b.eq(0) ? null : a.div(b);
        });
    }
    return left;
  };
  const factor = (): Term => {
    const token = tokens[at++];
    if (token === '-') {
      const inner = factor();
      return (numbers) => inner(numbers)?.neg() ?? null;
    }
    if (token === '(') {
      const inner = sum();
      if (tokens[at++] !== ')') fail('a closing bracket');
      return inner;
    }
    if (token !== undefined && /^\d/.test(token)) {
      const constant = new Big(token);
      return () => constant;
    }
    if (token === undefined || !/^[A-Za-z_]/.test(token)) return fail('a number or a name');
    if (!names.includes(token)) names.push(token);
    return (numbers) => numbers(token);
  };

  const left = sum();
  const relation = RELATIONS.find((known) => known === tokens[at]) ?? null;
  if (relation !== null) at++;
  const right = relation === null ? null : sum();
  if (at < tokens.length) fail('an operator or the end');

  return Object.freeze({
    text,
    names: Object.freeze(names),
    relation,
    value: (numberOf: (name: string) => string | null) =>
      left(numbersFrom(numberOf))?.toFixed() ?? null,
    isTrue: (numberOf: (name: string) => string | null) => {
      if (right === null || relation === null) throw new SyntaxError(`"${text}" has no relation`);
      const numbers = numbersFrom(numberOf);
      const [a, b] = [left(numbers), right(numbers)];
      return a === null || b === null ? null : COMPARE[relation](a, b);
    },
  });
}

function tokenise(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw new SyntaxError(`expected a number, a name or an operator at character ${start + 1}`);
    }
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

function numbersFrom(numberOf: (name: string) => string | null): Numbers {
  return (name) => {
    const number = numberOf(name);
    return number === null ? null : new Big(number);
  };
}

function both(
  first: Term,
  second: Term,
  numbers: Numbers,
  join: (a: Big, b: Big) => Big | null,
): Big | null {
  const [a, b] = [first(numbers), second(numbers)];
  return a === null || b === null ? null : join(a, b);
}

const COMPARE: Readonly<Record<Relation, (a: Big, b: Big) => boolean>> = Object.freeze({
  '=': (a, b) => a.eq(b),
  '<=': (a, b) => a.lte(b),
  '>=': (a, b) => a.gte(b),
  '<': (a, b) => a.lt(b),
  '>': (a, b) => a.gt(b),
});
