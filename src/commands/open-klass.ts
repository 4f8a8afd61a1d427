import { createPostgresBudget } from '../extract/budget/postgres-budget.ts';
import type { Lane } from '../extract/budget/call-budget.ts';
import type { Exchange } from '../extract/provider.ts';
import { KLASS, KLASS_PROVIDER, KLASS_RATE } from '../extract/klass/source.ts';
import type { ClassificationSource } from '../pipeline/classification.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { CommandContext } from './context.ts';
import { sourceClient } from './source-client.ts';
import { untabledExchange } from './untabled-exchange.ts';

/** KLASS, for classifications and for questions that belong to none. */
export interface OpenKlass extends ClassificationSource {
  readonly ask: Exchange;
  readonly close: () => void;
}

/** Opens KLASS with the call budget that all processes share; `STATBANK_KLASS_URL` goes before its own address. */
export function openKlass(
  { environment }: Pick<CommandContext, 'environment'>,
  workshop: Workshop,
  lane: Lane,
): OpenKlass {
  const { pool, now } = workshop;
  const baseUrl = environment.providerUrls.get(KLASS_PROVIDER) ?? KLASS.baseUrl;
  const http = sourceClient(environment);
  const { host } = new URL(baseUrl);
  const budget = createPostgresBudget({
    pool,
    provider: host,
    egress: environment.egress,
    lane,
    rate: KLASS_RATE,
    now,
  });
  return {
    klass: { baseUrl },
    http,
    budget,
    ask: untabledExchange(workshop, http, budget),
    close: () => http.close(),
  };
}
