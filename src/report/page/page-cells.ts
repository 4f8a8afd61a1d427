import type { EvaluatedClaim } from '../../transform/claims/evaluated-claim.ts';
import type { ReadCell, Reading } from '../../transform/claims/reading.ts';
import type { Words } from '../../transform/claims/words.ts';
import type { TableRef } from '../../transform/table.ts';
import type { EvidenceRole } from './page-model.ts';

/** A cell that a claim's numbers come from, and as what. */
export interface PageCell {
  readonly role: EvidenceRole;
  /** Label of the operand in both languages, where the claim has several. */
  readonly operand: Words | null;
  readonly table: TableRef;
  readonly cell: ReadCell;
}

/** A sum of hundreds of cells is shown by its first ones. */
const MOST_CELLS = 4;

/** All cells that are shown with their evidence, each once, the report's own figures first. */
export function pageCells({ evaluation }: EvaluatedClaim): readonly PageCell[] {
  const several = evaluation.evidence.length > 1;
  const found = evaluation.evidence.flatMap(({ name, label, published, current, proxies }) => {
    const operand = several ? (label ?? { no: name, en: name }) : null;
    const of = (role: EvidenceRole, reading: Reading | null): readonly PageCell[] =>
      cellsOf(reading).map(({ table, cell }) => ({ role, operand, table, cell }));
    return [
      ...of('published', published),
      ...of('current', current),
      ...proxies.flatMap(({ reading }) => of('proxy', reading)),
    ];
  });
  const once = new Map<string, PageCell>();
  for (const one of found) {
    const key = `${one.cell.seriesKey} ${one.cell.timeKey}`;
    if (!once.has(key)) once.set(key, one);
  }
  return [...once.values()];
}

function cellsOf(
  reading: Reading | null,
): readonly { readonly table: TableRef; readonly cell: ReadCell }[] {
  if (reading?.status !== 'read') return [];
  return reading.cells.slice(0, MOST_CELLS).map((cell) => ({ table: reading.table, cell }));
}

/** The series to draw: of today's number, else of a nearby one, else of the report's own. */
export interface SeriesChoice {
  readonly table: TableRef;
  readonly cell: ReadCell;
  readonly unit: string | null;
  readonly proxy: boolean;
  readonly factor: number;
}

/** Chooses the series of a claim's last operand; null where no single cell was read. */
export function seriesChoice({ claim, evaluation }: EvaluatedClaim): SeriesChoice | null {
  const evidence = evaluation.evidence.at(-1);
  if (evidence === undefined) return null;
  const operand = claim.operands.find(({ name }) => name === evidence.name);
  const candidates = [
    { reading: evidence.current, proxy: false, binding: operand?.current },
    ...evidence.proxies.map(({ reading }, index) => ({
      reading,
      proxy: true,
      binding: operand?.proxies[index]?.binding,
    })),
    { reading: evidence.published, proxy: false, binding: operand?.published },
  ];
  for (const { reading, proxy, binding } of candidates) {
    if (reading?.status !== 'read' || reading.cells.length !== 1) continue;
    const [cell] = reading.cells;
    if (cell === undefined) continue;
    const { table, unit } = reading;
    return { table, cell, unit, proxy, factor: Number(binding?.factor ?? '1') };
  }
  return null;
}
