import path from 'node:path';
import { once } from 'node:events';
import { EXAMPLES_FOLDER } from '../config/package.ts';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { loadExampleTables } from '../simulator/examples.ts';
import { loadExampleServices } from '../simulator/services/examples.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { loadTimeline } from '../simulator/timeline.ts';
import type { Command } from './context.ts';

export interface SimulateOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Folder of table files; the packaged examples if not given. */
  readonly tables?: string;
  readonly timeline?: string;
  /** Seconds that a day of the timeline lasts. */
  readonly day: number;
}

/** Serves tables the way SSB does, until the program is stopped. */
export const simulate: Command<SimulateOptions> = async ({ output, signal }, options) => {
  const tables = await loadExampleTables(options.tables ?? path.join(EXAMPLES_FOLDER, 'tables'));
  const timeline = options.timeline === undefined ? [] : await loadTimeline(options.timeline);
  const services = await loadExampleServices(EXAMPLES_FOLDER);
  const simulator = await startSimulator({
    tables,
    services,
    port: options.port,
    timeline,
    dayMs: options.day * 1000,
  }).catch((error: unknown) => {
    throw portTaken(options.port, error);
  });
  try {
    const served = {
      url: simulator.url,
      tables: tables.map((table) => table.id),
      services: services.map(({ path: place, setting: { variable, below } }) => ({
        variable,
        url: simulator.origin + place + below,
      })),
    };
    output.facts(served, ({ url, tables: ids, services: others }, page) => {
      page.line(`Serving ${ids.length} tables at ${url}`);
      page.line(`Use them with: export STATBANK_SSB_URL=${url}`);
      page.line('Other sources, with examples of their own:');
      for (const { variable, url: other } of others) page.line(`  export ${variable}=${other}`);
    });
    output.note('Stop with Ctrl-C.');
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await simulator.close();
  }
  return EXIT.ok;
};

function portTaken(port: number, cause: unknown): StatbankError {
  return new StatbankError(
    'SB_USAGE',
    `Port ${port} cannot be listened on. Choose another with --port; 0 takes a free one.`,
    { context: { port }, cause },
  );
}
