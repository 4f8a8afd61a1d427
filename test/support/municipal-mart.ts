import type { Connection } from '../../src/postgres/connection.ts';
import { sketchCube } from './cubes.ts';
import { exampleClassification } from './klass.ts';
import { putClassification, putTable } from './place-tables.ts';

/** Places that were renamed, merged and split, in years before and after. */
const VARIABLES = [
  {
    code: 'Region',
    role: 'geo',
    codes: ['0', '1103', '1124', '1141', '1142', '1507', '1508', '1580'],
  },
  { code: 'Kjonn', label: 'kjønn', codes: ['1', '2'] },
  { code: 'Alder', label: 'alder', codes: ['000', '001'] },
  { code: 'ContentsCode', role: 'metric', codes: ['Personer1'] },
  { code: 'Tid', label: 'år', role: 'time', codes: ['2019', '2024', '2025'] },
] as const;

/** Publishes municipalities with their centrality, counties, sexes, and a synthetic 07459 that has municipalities. */
export async function fillMunicipalMart(db: Connection): Promise<void> {
  await putClassification(db, await exampleClassification('131', ['128']));
  for (const id of ['104', '2']) await putClassification(db, await exampleClassification(id));
  const size = VARIABLES.reduce((product, { codes }) => product * codes.length, 1);
  const cube = sketchCube(
    VARIABLES,
    Array.from({ length: size }, (_, cell) => cell),
  );
  const dimensions = cube.dimensions.map((dimension) =>
    dimension.code === 'Kjonn'
      ? { ...dimension, classifications: ['urn:ssb:classification:klass:2'] }
      : dimension,
  );
  await putTable(db, '07459', { ...cube, dimensions });
}
