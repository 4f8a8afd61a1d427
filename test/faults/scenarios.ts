import { expect } from 'vitest';
import type { Step } from '../../src/pipeline/steps.ts';
import type { Change, Revision } from '../../src/simulator/table/revision.ts';
import {
  type FaultSite,
  faultTable,
  openFaultSite,
  permissive,
  TABLE,
} from '../support/fault-site.ts';

/** A table that no gate is told to be lenient with. */
const GUARDED = '90002';

/** What the source does, the command that is cut short there, and what it comes to when it is run again. */
export interface Scenario {
  readonly arrange: (site: FaultSite) => Promise<void> | void;
  readonly words: readonly string[];
  readonly table: string;
  /** Vintages that there are more afterwards, and the exit code of the command. */
  readonly vintages: number;
  readonly exitCode: number;
}

let publications = 0;

/** Changes a cell, brings a region and takes the one before away. */
export function nextPublication(site: FaultSite): Revision {
  publications += 1;
  const regions = site.simulator.tables.get(TABLE)?.variables[0]?.values ?? [];
  const last = regions.at(-1)?.code ?? '';
  const removal: readonly Change[] = last.startsWith('9')
    ? [{ change: 'remove-values', variable: 'Region', codes: [last] }]
    : [];
  const code = `9${String(publications).padStart(3, '0')}`;
  return {
    changes: [
      cellChange(publications),
      { change: 'add-value', variable: 'Region', code, figures: FIGURES },
      ...removal,
    ],
  };
}

const FIGURES = Array.from({ length: 48 }, (_, position) => position);

const cellChange = (value: number): Change => ({
  change: 'cell',
  at: { Region: '0001', Kjonn: '1', Alder: '000', ContentsCode: 'Antall1', Tid: '2022' },
  value: 200_000 + value,
});

const RELOAD: Scenario = {
  arrange: (site) => site.simulator.publish(TABLE, nextPublication(site)),
  words: ['sync', TABLE],
  table: TABLE,
  vintages: 1,
  exitCode: 0,
};

/** A publication between two parts of the fetch. */
const TORN: Scenario = {
  ...RELOAD,
  arrange: (site) => {
    const fault = { kind: 'publish', table: TABLE, revision: nextPublication(site) } as const;
    site.simulator.faults.next({ kind: 'data', after: 1 }, fault);
  },
};

/** A person takes the newest vintage back. */
const ROLLBACK: Scenario = { ...RELOAD, arrange: () => undefined, words: ['rollback', TABLE] };

function rollback(to: number): Scenario {
  return { ...ROLLBACK, words: [...ROLLBACK.words, '--to', String(to)] };
}

/** A table that was never loaded, in four parts. */
export function firstLoad(site: FaultSite): Scenario {
  const table = `91${String((publications += 1)).padStart(3, '0')}`;
  return {
    ...RELOAD,
    arrange: () => site.simulator.add(faultTable(table)),
    words: ['sync', table],
    table,
  };
}

/** The oldest period is gone, which the gates want a person to see. */
const HELD: Scenario = {
  arrange: (site) => {
    const periods = site.simulator.tables.get(GUARDED)?.variables.at(-1)?.values ?? [];
    const codes = periods.slice(0, 1).map(({ code }) => code);
    site.simulator.publish(GUARDED, {
      changes: [{ change: 'remove-values', variable: 'Tid', codes }],
    });
  },
  words: ['sync', GUARDED],
  table: GUARDED,
  vintages: 0,
  exitCode: 10,
};

/** Values change places, and nothing else does. */
function reordered(site: FaultSite): Scenario {
  const ages = site.simulator.tables.get(TABLE)?.variables.find(({ code }) => code === 'Alder');
  const order = (ages?.values ?? []).map(({ code }) => code).toReversed();
  return {
    ...RELOAD,
    arrange: () =>
      site.simulator.publish(TABLE, {
        changes: [{ change: 'reorder-values', variable: 'Alder', order }],
      }),
    vintages: 0,
  };
}

/** A scenario in which the program comes to this step. */
export async function scenarioOf(site: FaultSite, step: Step): Promise<Scenario> {
  const action = step.replace(/^(?:before|after)-/, '');
  switch (action) {
    case 'restart-journal':
      return TORN;
    case 'statistics':
    case 'open-bucket':
    case 'close-bucket':
      return firstLoad(site);
    case 'order':
      return reordered(site);
    case 'hold':
      return HELD;
    case 'refuse':
      return rollback((await newestVintage(site, TABLE)) - 1);
    default:
      return RELOAD;
  }
}

/** A site on which both tables have been published, the first of them twice. */
export async function openScenarios(): Promise<FaultSite> {
  const site = await openFaultSite({
    catalogue: `${permissive(TABLE)}  - table: ssb:${GUARDED}\n`,
    simulator: { tables: [faultTable(), faultTable(GUARDED)] },
  });
  expect(await site.run('sync', TABLE, GUARDED)).toMatchObject({ exitCode: 0 });
  await RELOAD.arrange(site);
  expect(await site.run('sync', TABLE)).toMatchObject({ exitCode: 0 });
  return site;
}

export async function newestVintage(site: FaultSite, table: string): Promise<number> {
  const [row] = await site.rows(
    `select coalesce(max(v.vintage), 0)::int as vintage
     from star.dim_vintage v join star.dim_dataset d using (dataset_key) where d.table_id = $1`,
    [table],
  );
  return Number(row?.['vintage']);
}
