import { StatbankError } from '../errors/statbank-error.ts';
import { readYaml } from '../transform/yaml-document.ts';

/** Where a binding goes: the cell of the report's own figure, or of the source. */
export type BindingPlace = 'published' | 'current';

/**
 * Adds a binding to a claim of a report file and leaves every other character as it was.
 *
 * @param binding a flow mapping on one line, such as `{ table: "ssb:07459", … }`
 * @throws SB_USAGE if the claim is not there, has operands of its own, or is bound already
 */
export function insertBinding(
  text: string,
  claim: string,
  place: BindingPlace,
  binding: string,
): string {
  const document = readYaml(text);
  const path = pathOf(document.value, claim);
  if (path === null) throw refused(`The report has no claim ${claim}.`);
  const written = valueAt(document.value, path);
  if ('operands' in written) {
    throw refused(`${claim} has operands: put the binding at the one that is meant, by hand.`);
  }
  if (place in written) {
    const line = document.lineAt([...path, place]);
    throw refused(`${claim} has a ${place} binding on line ${line}. Remove it first.`);
  }
  const lines = text.split('\n');
  const at = document.lineAt([...path, 'id']);
  const column = (lines[at - 1] ?? '').indexOf('id:');
  if (column < 0) throw refused(`${claim} is not written line by line: put the binding by hand.`);
  return lines.toSpliced(at, 0, `${' '.repeat(column)}${place}: ${binding}`).join('\n');
}

function pathOf(report: unknown, claim: string): readonly (string | number)[] | null {
  for (const [section, one] of listOf(report, 'sections').entries()) {
    const index = listOf(one, 'claims').findIndex(
      (entry) => typeof entry === 'object' && entry !== null && 'id' in entry && entry.id === claim,
    );
    if (index >= 0) return ['sections', section, 'claims', index];
  }
  return null;
}

function listOf(parent: unknown, key: string): readonly unknown[] {
  if (typeof parent !== 'object' || parent === null) return [];
  const list: unknown = Object.entries(parent).find(([name]) => name === key)?.[1];
  return Array.isArray(list) ? list : [];
}

function valueAt(report: unknown, path: readonly (string | number)[]): object {
  let value: unknown = report;
  for (const step of path) {
    value = Object.entries(value ?? {}).find(([name]) => name === String(step))?.[1];
  }
  return typeof value === 'object' && value !== null ? value : {};
}

function refused(message: string): StatbankError {
  return new StatbankError('SB_USAGE', message);
}
