import type { Cube, Dimension } from '../../transform/cube.ts';
import { cubeOfCells } from '../../transform/cube-of-cells.ts';
import { plainDimension, plainMeasure } from '../../transform/plain-dimension.ts';
import type { Distribution } from './graph.ts';

const MEASURE = Object.freeze(
  plainMeasure({
    code: 'oppgitt',
    label: 'Oppgitt',
    unit: 'antall',
    decimals: 0,
    measuringType: 'other',
  }),
);

/**
 * Distributions as a table: distribution × property × statement, where a statement's code is of
 * the distribution's property and its label is what is stated. A new address, format or licence is
 * thus a changed label of a known code, which the gates tell of with both texts; one that comes or goes is
 * a cell that does.
 */
export function distributionCube(
  organisation: string,
  distributions: readonly Distribution[],
): Cube {
  const stated = distributions.flatMap(({ id, properties }) =>
    [...properties].map(([name, value]) => ({ id, name, value, code: `${lastStep(id)}.${name}` })),
  );
  const frame = {
    label: `Distribusjoner i Felles datakatalog, utgiver ${organisation}`,
    source: 'Felles datakatalog (Digdir)',
    updated: null,
    notes: [
      'Hva katalogen oppgir om hver distribusjon. Lisensen gjelder distribusjonen, ikke utgiveren.',
    ],
    dimensions: [
      dimension(
        'Distribusjon',
        'Distribusjon',
        distributions.map(({ id, title, dataset }) => [id, `${dataset}: ${title}`]),
      ),
      dimension(
        'Egenskap',
        'Egenskap',
        stated.map(({ name }) => [name, name]),
      ),
      dimension(
        'Opplysning',
        'Opplysning',
        stated.map(({ code, value }) => [code, value]),
      ),
    ],
    measures: [MEASURE],
  };
  const cells = stated.map(({ id, name, code }) => ({
    codes: [id, name, code],
    value: 1,
    symbol: '',
  }));
  return cubeOfCells(frame, cells);
}

function lastStep(uri: string): string {
  return uri.split('/').findLast((step) => step !== '') ?? uri;
}

function dimension(
  code: string,
  label: string,
  values: readonly (readonly [code: string, label: string])[],
): Dimension {
  return plainDimension({ code, label, role: 'classification' }, new Map(values));
}
