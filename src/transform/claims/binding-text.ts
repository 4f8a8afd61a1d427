import { tableName } from '../table.ts';
import type { Binding, CodeChoice } from './binding.ts';

/** A binding as a report file has it: a flow mapping on one line. */
export function bindingYaml({ table, codes, take, factor }: Binding, unit: string | null): string {
  const chosen = Object.entries(codes).map(
    ([variable, choice]) => `${quoted(variable)}: ${choiceYaml(choice)}`,
  );
  const members = [
    `table: ${quoted(tableName(table))}`,
    `codes: { ${chosen.join(', ')} }`,
    ...(take.take === 'sum' ? [`sum_of: ${take.cells}`] : []),
    ...(factor === '1' ? [] : [`factor: ${factor}`]),
    ...(unit === null ? [] : [`unit: ${quoted(unit)}`]),
  ];
  return `{ ${members.join(', ')} }`;
}

/** A binding as a text has it: an HTML comment to put behind the number. */
export function bindingMarker({ table, codes, take, factor }: Binding): string {
  const words = Object.entries(codes).map(
    ([variable, choice]) => `${plain(variable)}=${choiceWord(choice)}`,
  );
  const settings = [
    ...(take.take === 'sum' ? [`sum=${take.cells}`] : []),
    ...(factor === '1' ? [] : [`factor=${factor}`]),
  ];
  return `<!-- = ${[tableName(table), ...words, ...settings].join(' ')} -->`;
}

function choiceYaml(choice: CodeChoice): string {
  switch (choice.pick) {
    case 'code':
      return quoted(choice.code);
    case 'codes':
      return `[${choice.codes.map(quoted).join(', ')}]`;
    case 'between':
      return `{ from: ${quoted(choice.from)}, to: ${quoted(choice.to)} }`;
    case 'every':
      return '"*"';
    case 'newest':
      return 'newest';
    default:
      return choice satisfies never;
  }
}

function choiceWord(choice: CodeChoice): string {
  switch (choice.pick) {
    case 'code':
      return choiceIsPlain(choice.code) ? choice.code : `"${choice.code}"`;
    case 'codes':
      return choice.codes.join(',');
    case 'between':
      return `${choice.from}..${choice.to}`;
    case 'every':
      return '*';
    case 'newest':
      return 'newest';
    default:
      return choice satisfies never;
  }
}

function choiceIsPlain(code: string): boolean {
  return /^[^\s",*]+$/.test(code) && !code.includes('..') && code !== 'newest';
}

function plain(name: string): string {
  return /^[^\s"=]+$/.test(name) ? name : `"${name}"`;
}

/** JSON's strings are YAML's. */
function quoted(text: string): string {
  return /^[A-Za-zÆØÅæøå][\wÆØÅæøå-]*$/.test(text) && !RESERVED.test(text)
    ? text
    : JSON.stringify(text);
}

/** Words that YAML readers take for something else than text, or this file for newest. */
const RESERVED = /^(?:true|false|yes|no|on|off|null|y|n|newest)$/i;
