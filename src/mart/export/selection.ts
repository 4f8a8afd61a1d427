import { quoteIdentifier } from '../../transform/identifier.ts';
import type { MartView } from '../mart.ts';

/**
 * The rows of a view in the order of its key, so that the same vintage always gives the same
 * file: tables by series and period, dimensions by their key.
 */
export function rowsOf({ name, columns, key }: MartView): string {
  const list = columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const names = new Set(columns.map((column) => column.name));
  const order = names.has('series_key') && names.has('time_key') ? ['series_key', 'time_key'] : key;
  const sorted = order.length === 0 ? '' : ` order by ${order.map(quoteIdentifier).join(', ')}`;
  return `select ${list} from mart.${quoteIdentifier(name)}${sorted}`;
}
