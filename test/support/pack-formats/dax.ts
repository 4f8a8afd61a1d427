import { Big } from 'big.js';

/** A row of a model's table, with what its relationships lead to: `'t'[c]` to value. */
export type DaxRow = Readonly<Record<string, string | number | null>>;

/** What a visual filters by: for each column the values that may stand. */
export type DaxFilters = ReadonlyMap<string, ReadonlySet<string | number>>;

type Scalar = string | number | boolean | Big | null;

interface Column {
  readonly column: string;
  readonly values: readonly (string | number)[];
}

interface Context {
  readonly rows: readonly DaxRow[];
  readonly filters: DaxFilters;
  /** The value that FILTER looks at. */
  readonly row: { readonly column: string; readonly value: string | number } | null;
  readonly variables: ReadonlyMap<string, Scalar>;
}

interface Composed {
  readonly kind: 'call' | 'let';
  readonly text: string;
  readonly parts: readonly Expression[];
}

type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'column'; readonly text: string }
  | { readonly kind: 'table'; readonly text: string }
  | Composed;

const TOKEN =
  /\s*('(?:[^']|'')+'\[(?:[^\]]|\]\])+\]|'(?:[^']|'')+'|"(?:[^"]|"")*"|\d+(?:\.\d+)?|\|\||&&|[(),=]|[\p{L}_]\w*)/uy;

/**
 * The part of DAX that the semantic model uses, by Microsoft's reference: filters of CALCULATE are
 * evaluated in the context outside it and take the place of those on the same column; FILTER gives a
 * row to its condition, whose functions of the filter context take no notice of it.
 */
export function evaluateDax(
  dax: string,
  rows: readonly DaxRow[],
  filters: DaxFilters = new Map(),
): string | null {
  const result = scalar(parseDax(dax), { rows, filters, row: null, variables: new Map() });
  return result === null ? null : result instanceof Big ? result.toFixed() : String(result);
}

/** @throws SyntaxError for anything that is not of that part */
export function parseDax(dax: string): Expression {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < dax.trimEnd().length) {
    const [, token] = TOKEN.exec(dax) ?? [];
    if (token === undefined) throw new SyntaxError(`DAX that is not known: ${dax}`);
    tokens.push(token);
  }
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (wanted?: string): string => {
    const token = peek();
    if (token === '' || (wanted !== undefined && token !== wanted)) {
      throw new SyntaxError(`${wanted ?? 'more'} expected at ${at} of ${dax}`);
    }
    at += 1;
    return token;
  };
  const chain = (operator: string, of: () => Expression): Expression => {
    const parts = [of()];
    while (peek() === operator) parts.push((take(), of()));
    const [only] = parts;
    return parts.length === 1 && only !== undefined
      ? only
      : { kind: 'call', text: operator, parts };
  };
  const whole = (): Expression => {
    if (peek() !== 'VAR') return either();
    take();
    const text = take();
    take('=');
    const value = either();
    take('RETURN');
    return { kind: 'let', text, parts: [value, whole()] };
  };
  const either = (): Expression => chain('||', () => chain('&&', comparison));
  const comparison = (): Expression => {
    const left = primary();
    if (peek() !== '=' && peek() !== 'IN') return left;
    return { kind: 'call', text: take(), parts: [left, primary()] };
  };
  const primary = (): Expression => {
    const text = take();
    if (text === '(') {
      const inner = either();
      take(')');
      return inner;
    }
    if (text.startsWith('"'))
      return { kind: 'literal', value: text.slice(1, -1).replaceAll('""', '"') };
    if (/^\d/.test(text)) return { kind: 'literal', value: Number(text) };
    if (text.startsWith("'")) {
      return text.endsWith(']') ? { kind: 'column', text } : { kind: 'table', text };
    }
    if (peek() !== '(') return { kind: 'name', text };
    take();
    const parts = [either()];
    while (peek() === ',') parts.push((take(), either()));
    take(')');
    return { kind: 'call', text, parts };
  };
  const expression = whole();
  if (at < tokens.length) throw new SyntaxError(`${peek()} is too much in ${dax}`);
  return expression;
}

function visible({ rows, filters }: Context): readonly DaxRow[] {
  return rows.filter((row) =>
    [...filters].every(([column, values]) => values.has(row[column] as string | number)),
  );
}

function valuesOf(column: string, context: Context): readonly (string | number)[] {
  const values = visible(context).map((row) => row[column] ?? null);
  return [...new Set(values.filter((value) => value !== null))];
}

function columnOf(expression: Expression | undefined): string {
  if (expression?.kind !== 'column') throw new SyntaxError('a column is expected');
  return expression.text;
}

function tableOf(expression: Expression | undefined, context: Context): Column {
  if (expression?.kind !== 'call') throw new SyntaxError('a table of one column is expected');
  const [first, condition] = expression.parts;
  if (expression.text === 'VALUES') {
    const column = columnOf(first);
    return { column, values: valuesOf(column, context) };
  }
  if (expression.text !== 'FILTER' || condition === undefined)
    throw new SyntaxError(expression.text);
  const { column, values } = tableOf(first, context);
  return {
    column,
    values: values.filter(
      (value) => scalar(condition, { ...context, row: { column, value } }) === true,
    ),
  };
}

/** A filter of CALCULATE, with the column that it is on. */
function filterOf(expression: Expression, context: Context): Column {
  if (expression.kind === 'call' && expression.text === '=') {
    const value = scalar(expression.parts[1] as Expression, context) as string | number;
    return { column: columnOf(expression.parts[0]), values: [value] };
  }
  return tableOf(expression, context);
}

function scalar(expression: Expression, context: Context): Scalar {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'let') {
    const [value, body] = expression.parts as [Expression, Expression];
    const variables = new Map([...context.variables, [expression.text, scalar(value, context)]]);
    return scalar(body, { ...context, variables });
  }
  if (expression.kind === 'name') {
    const value = context.variables.get(expression.text);
    if (value === undefined) throw new SyntaxError(`${expression.text} is no variable`);
    return value;
  }
  if (expression.kind === 'column') {
    if (context.row?.column === expression.text) return context.row.value;
    throw new SyntaxError(`${expression.text} has no row`);
  }
  if (expression.kind === 'table') throw new SyntaxError(`${expression.text} is no value`);
  return call(expression.text, expression.parts, context);
}

function call(name: string, parts: readonly Expression[], context: Context): Scalar {
  const part = (at: number): Scalar => scalar(parts[at] as Expression, context);
  switch (name) {
    case 'CALCULATE': {
      const filters = new Map(context.filters);
      for (const { column, values } of parts.slice(1).map((each) => filterOf(each, context))) {
        filters.set(column, new Set(values));
      }
      // A row that FILTER looks at would become a filter here; nothing in the model means that.
      if (context.row !== null) throw new SyntaxError('CALCULATE in a row');
      return scalar(parts[0] as Expression, { ...context, filters });
    }
    case 'SUM': {
      const numbers = visible(context).flatMap((row) => row[columnOf(parts[0])] ?? []);
      return numbers.length === 0
        ? null
        : numbers.reduce<Big>((sum, number) => sum.plus(number), new Big(0));
    }
    case 'MAX':
      // Days as ISO texts, of which the last in order is the latest.
      return valuesOf(columnOf(parts[0]), context).map(String).toSorted().at(-1) ?? null;
    case 'COUNTROWS':
      return parts[0]?.kind === 'table'
        ? visible(context).length
        : tableOf(parts[0], context).values.length;
    case 'IF':
      return part(0) === true ? part(1) : null;
    case 'NOT':
      return part(0) !== true;
    case '||':
      return parts.some((each) => scalar(each, context) === true);
    case '&&':
      return parts.every((each) => scalar(each, context) === true);
    case '=':
      return part(0) === part(1);
    case 'IN':
      return tableOf(parts[1], context).values.includes(part(0) as string | number);
    case 'ISFILTERED':
      return context.filters.has(columnOf(parts[0]));
    case 'HASONEVALUE': {
      const column = columnOf(parts[0]);
      const all = new Set(context.rows.map((row) => row[column]));
      return (context.filters.get(column) ?? all).size === 1;
    }
    default:
      throw new SyntaxError(`${name} is no function of this part of DAX`);
  }
}
