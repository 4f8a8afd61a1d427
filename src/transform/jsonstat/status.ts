import { pointerTo } from '../json/pointer.ts';
import { asObject, member } from '../json/value.ts';
import { checkCodeLength } from './code-length.ts';
import type { FindingCollector } from './findings.ts';
import { readFlatIndex } from './flat-index.ts';
import type { ColumnDraft } from './values.ts';

/**
 * Reads `status` into symbols by flat index, in every form that occurs: an array of all
 * cells, an object from flat index to symbol, one text or a one-element array for all
 * cells, and Eurostat's former `{value, category}`. Null and empty text are no symbol.
 *
 * @returns null after an error was added
 */
export function readSymbols(
  status: unknown,
  column: ColumnDraft,
  cells: number,
  pointer: string,
  findings: FindingCollector,
): Map<number, string> | null {
  const symbols = new Map<number, string>();
  if (status === undefined || status === null) return symbols;
  const before = findings.errorCount;
  if (typeof status === 'string') {
    checkCodeLength(status, pointer, findings);
    return findings.errorCount === before ? spread(status, column, symbols) : null;
  }

  const put = (index: number, symbol: unknown, key: string | number): void => {
    if (typeof symbol === 'string') {
      checkCodeLength(symbol, pointerTo(pointer, key), findings);
      if (symbol !== '') symbols.set(index, symbol);
    } else if (symbol !== null) {
      findings.add('JSONSTAT_STATUS_TYPE', pointerTo(pointer, key), 'a symbol is not text', {
        expected: 'text or null',
        actual: symbol,
      });
    }
  };

  if (Array.isArray(status)) {
    if (status.length === 1 && cells !== 1 && typeof status[0] === 'string') {
      checkCodeLength(status[0], pointerTo(pointer, 0), findings);
      findings.add('JSONSTAT_STATUS_SPREAD', pointer, 'one symbol is taken for all cells');
      return findings.errorCount === before ? spread(status[0], column, symbols) : null;
    }
    if (status.length !== cells) {
      findings.add(
        'JSONSTAT_STATUS_LENGTH',
        pointer,
        'the number of symbols contradicts the sizes',
        {
          expected: String(cells),
          actual: status.length,
        },
      );
      return null;
    }
    status.forEach((symbol, index) => put(index, symbol, index));
    return findings.errorCount === before ? symbols : null;
  }

  const byIndex = asObject(status);
  if (byIndex === null) {
    findings.add('JSONSTAT_STATUS_TYPE', pointer, 'the symbols have an unknown form', {
      expected: 'text, an array or an object',
      actual: status,
    });
    return null;
  }
  const former = member(byIndex, 'value');
  if (typeof former === 'object' && former !== null) {
    return readSymbols(former, column, cells, pointerTo(pointer, 'value'), findings);
  }
  for (const [key, symbol] of Object.entries(byIndex)) {
    const index = readFlatIndex(key, cells);
    if (index === null) {
      findings.add('JSONSTAT_STATUS_INDEX', pointerTo(pointer, key), 'there is no such cell', {
        expected: `a whole number below ${cells}`,
        actual: key,
      });
    } else {
      put(index, symbol, key);
    }
  }
  return findings.errorCount === before ? symbols : null;
}

// Only over cells that are there: a sparse cube may span more cells than memory holds.
function spread(
  symbol: string,
  column: ColumnDraft,
  symbols: Map<number, string>,
): Map<number, string> {
  if (symbol === '') return symbols;
  for (const index of column.values.keys()) symbols.set(index, symbol);
  return symbols;
}
