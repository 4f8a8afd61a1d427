/** An object or property of a TMDL document, with what is indented below it. */
export interface TmdlItem {
  readonly line: number;
  readonly depth: number;
  readonly text: string;
  readonly items: readonly TmdlItem[];
}

/** A fault in a TMDL document, with its line. */
type TmdlFault = string;

interface ObjectRule {
  /** Objects that may be below it. */
  readonly objects: readonly string[];
  /** Properties with the values that they take; `true` for those that are named alone. */
  readonly properties: Readonly<Record<string, RegExp | true>>;
  /** Whether `= expression` follows the name. */
  readonly expression?: boolean;
}

const TEXT = /^\S.*$/;
const NAME = /^(?:[^\s.=:']+|'(?:[^']|'')+')$/;
const COLUMN = /^(?:[^\s.=:']+|'(?:[^']|'')+')\.(?:[^\s.=:']+|'(?:[^']|'')+')$/;

/**
 * Objects of a tabular model and their properties, as far as a pack may use them: restated from
 * Microsoft's "TMDL overview" and the Tabular Object Model's classes. Objects and properties that are not here are
 * faults.
 */
const RULES: Readonly<Record<string, ObjectRule>> = Object.freeze({
  database: { objects: [], properties: { compatibilityLevel: /^1[2-9]\d\d$/ } },
  model: {
    objects: [],
    properties: {
      culture: /^[a-z]{2}-[A-Z]{2}$/,
      defaultPowerBIDataSourceVersion: /^powerBI_V3$/,
      discourageImplicitMeasures: true,
    },
  },
  ref: { objects: [], properties: {} },
  relationship: { objects: [], properties: { fromColumn: COLUMN, toColumn: COLUMN } },
  table: {
    objects: ['measure', 'column', 'hierarchy', 'partition'],
    properties: {},
  },
  measure: { objects: [], properties: { formatString: TEXT }, expression: true },
  column: {
    objects: [],
    properties: {
      dataType: /^(?:string|int64|double|decimal|boolean|dateTime)$/,
      isKey: true,
      isHidden: true,
      formatString: TEXT,
      summarizeBy: /^(?:none|sum|min|max|count|average|distinctCount)$/,
      sourceColumn: TEXT,
    },
  },
  hierarchy: { objects: ['level'], properties: {} },
  level: { objects: [], properties: { column: NAME } },
  partition: { objects: [], properties: { mode: /^import$/, source: TEXT }, expression: true },
});

/** Reads a document by its indentation; faults are lines that are indented too far. */
export function readTmdl(text: string): {
  readonly items: readonly TmdlItem[];
  readonly faults: readonly TmdlFault[];
} {
  const faults: TmdlFault[] = [];
  const root: TmdlItem[] = [];
  const open: { depth: number; items: TmdlItem[] }[] = [{ depth: -1, items: root }];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const depth = /^\t*/.exec(line)?.[0].length ?? 0;
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const parent = open.at(-1);
    if (parent === undefined || depth > parent.depth + 1) {
      faults.push(`line ${index + 1}: indented too far`);
      return;
    }
    const items: TmdlItem[] = [];
    parent.items.push({ line: index + 1, depth, text: line.slice(depth), items });
    open.push({ depth, items });
  });
  return { items: root, faults };
}

/** Everything that is wrong in a document of a semantic model. */
export function tmdlFaults(text: string): readonly TmdlFault[] {
  const { items, faults } = readTmdl(text);
  return [...faults, ...checked(items, Object.keys(RULES), {})];
}

function checked(
  items: readonly TmdlItem[],
  objects: readonly string[],
  properties: ObjectRule['properties'],
): readonly TmdlFault[] {
  const names = new Set<string>();
  return items.flatMap((item, place) => {
    const at = `line ${item.line}`;
    if (item.text.startsWith('/// ')) {
      const [, next = ''] = /^(\w+) /.exec(items[place + 1]?.text ?? '') ?? [];
      const stray = objects.includes(next) ? [] : [`${at}: describes nothing`];
      return [...stray, ...tooDeep(item)];
    }
    const [, kind = '', rest = ''] = /^(\w+) (.+)$/.exec(item.text) ?? [];
    const object = objects.includes(kind) ? RULES[kind] : undefined;
    if (object !== undefined) {
      const [, name = '', expression] =
        /^((?:table )?(?:'(?:[^']|'')+'|[^\s=:']+))(?: = (.+))?$/.exec(rest) ?? [];
      const key = `${kind} ${name}`;
      const twice = names.has(key) ? [`${at}: ${key} is there twice`] : [];
      names.add(key);
      if (name === '') return [`${at}: ${kind} has no name`];
      const wants = object.expression === true;
      const stray = wants === (expression !== undefined) ? [] : [`${at}: expression of ${key}`];
      return [...twice, ...stray, ...checked(item.items, object.objects, object.properties)];
    }
    if (/^database$/.test(item.text) && objects.includes('database')) {
      return checked(item.items, [], RULES['database']?.properties ?? {});
    }
    return checkedProperty(item, properties);
  });
}

function checkedProperty(
  item: TmdlItem,
  properties: ObjectRule['properties'],
): readonly TmdlFault[] {
  const at = `line ${item.line}`;
  const [, property = '', value, block] = /^(\w+)(?:: (.+)| (=))?$/.exec(item.text) ?? [];
  const rule = Object.hasOwn(properties, property) ? properties[property] : undefined;
  if (rule === undefined) return [`${at}: ${JSON.stringify(item.text)} is no property here`];
  if (rule === true) {
    return value === undefined ? tooDeep(item) : [`${at}: ${property} takes no value`];
  }
  // An expression of several lines stands below its property, a level deeper.
  if (block !== undefined) return item.items.length > 0 ? [] : [`${at}: ${property} is empty`];
  return value !== undefined && rule.test(value)
    ? tooDeep(item)
    : [`${at}: ${property} is ${value ?? 'empty'}`];
}

/** What is below a line that has nothing below it. */
function tooDeep({ items }: TmdlItem): readonly TmdlFault[] {
  return items.map(({ line }) => `line ${line}: belongs to nothing`);
}
