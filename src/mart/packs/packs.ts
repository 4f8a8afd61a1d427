import { csvwFile } from './csvw.ts';
import { dbtPack } from './dbt.ts';
import { frictionlessFile } from './frictionless.ts';
import { metabasePack } from './metabase.ts';
import type { Pack } from './pack.ts';
import { powerBiPack } from './power-bi.ts';
import { supersetPack } from './superset.ts';
import { tableauPack } from './tableau.ts';

/** Every pack by the name that people give. */
export const PACKS = Object.freeze({
  powerbi: powerBiPack,
  superset: supersetPack,
  metabase: metabasePack,
  tableau: tableauPack,
  dbt: dbtPack,
  frictionless: (mart) => [frictionlessFile(mart)],
  csvw: (mart) => [csvwFile(mart)],
} satisfies Record<string, Pack>);

export type PackName = keyof typeof PACKS;
