import { tableName } from '../table.ts';
import { yamlText } from '../yaml-text.ts';
import type { Binding, CodeChoice } from './binding.ts';

/** A binding as a report file has it: a flow mapping on one line. */
export function bindingYaml({ table, codes, take, factor }: Binding, unit: string | null): string {
  const chosen = Object.entries(codes).map(
    ([variable, choice]) => `${yamlText(variable)}: ${choiceYaml(choice)}`,
  );
  const members = [
    `table: ${yamlText(tableName(table))}`,
    `codes: { ${chosen.join(', ')} }`,
    ...(take.take === 'sum' ? [`sum_of: ${take.cells}`] : []),
    ...(factor === '1' ? [] : [`factor: ${factor}`]),
    ...(unit === null ? [] : [`unit: ${yamlText(unit)}`]),
  ];
  return `{ ${members.join(', ')} }`;
}

/**
 * A binding as a text has it: an HTML comment to put behind the number.
 *
 * @param step of a number that is printed as "about"; without it the number is as printed
 */
export function bindingMarker(binding: Binding, step?: string): string {
  const { take, factor } = binding;
  const settings = [
    ...(take.take === 'sum' ? [`sum=${take.cells}`] : []),
    ...(factor === '1' ? [] : [`factor=${factor}`]),
    ...(step === undefined ? [] : [`step=${step}`]),
  ];
  return `<!-- ${step === undefined ? '=' : '~'} ${[...bindingWords(binding), ...settings].join(' ')} -->`;
}

/** The table and the cells of a binding as words: `ssb:07459`, `Region=0301`. */
export function bindingWords({ table, codes }: Binding): readonly string[] {
  const cells = Object.entries(codes).map(
    ([variable, choice]) => `${plain(variable)}=${choiceWord(choice)}`,
  );
  return [tableName(table), ...cells];
}

function choiceYaml(choice: CodeChoice): string {
  switch (choice.pick) {
    case 'code':
      return yamlText(choice.code);
    case 'codes':
      return `[${choice.codes.map(yamlText).join(', ')}]`;
    case 'between':
      return `{ from: ${yamlText(choice.from)}, to: ${yamlText(choice.to)} }`;
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
