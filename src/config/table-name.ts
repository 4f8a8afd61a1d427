import { StatbankError } from '../errors/statbank-error.ts';
import type { TableRef } from '../transform/table.ts';
import { nearest } from './nearest.ts';

/** The provider that bare five digits mean. */
const DEFAULT_PROVIDER = 'ssb';

// PxWebApi v1 has subjects in front of the table: StatFin’s vaerak/11ra.px.
const NAME =
  /^([a-z][a-z0-9_-]*):([A-Za-z0-9][A-Za-z0-9_.-]{0,119}(?:\/[A-Za-z0-9][A-Za-z0-9_.-]{0,59}){0,6})$/;
const SSB_TABLE = /^\d{5}$/;

/**
 * Reads a table's name as people write it: `ssb:07459`, or `07459` for SSB.
 *
 * @throws SB_USAGE if the text is not a table's name, SB_CONFIG_UNKNOWN_PROVIDER if the
 * catalogue has no such provider; both say what was probably meant.
 */
export function parseTableName(text: string, providers: readonly string[]): TableRef {
  if (SSB_TABLE.test(text)) return Object.freeze({ provider: DEFAULT_PROVIDER, table: text });
  const [, provider, table] = NAME.exec(text) ?? [];
  if (provider === undefined || table === undefined) throw notAName(text);
  if (!providers.includes(provider)) throw unknownProvider(provider, providers);
  if (provider === DEFAULT_PROVIDER && !SSB_TABLE.test(table)) throw notAName(text);
  return Object.freeze({ provider, table });
}

/** The error for a provider that the catalogue does not define. */
export function unknownProvider(provider: string, providers: readonly string[]): StatbankError {
  const meant = nearest(provider, providers);
  const hint = meant === null ? `known are ${providers.join(', ')}.` : `did you mean ${meant}?`;
  return new StatbankError(
    'SB_CONFIG_UNKNOWN_PROVIDER',
    `There is no provider "${provider}": ${hint} Others are defined under providers in the catalogue.`,
    { context: { provider, providers } },
  );
}

function notAName(text: string): StatbankError {
  const meant = guess(text);
  const hint = meant === null ? '' : ` Did you mean ${meant}?`;
  return new StatbankError(
    'SB_USAGE',
    `"${text}" does not name a table: write provider and table id, such as ssb:07459, or five digits for SSB.${hint}`,
    { context: { text } },
  );
}

function guess(text: string): string | null {
  const digits = /^(?:ssb\W*)?(\d{1,5})$/i.exec(text.trim())?.[1];
  if (digits !== undefined) return `${DEFAULT_PROVIDER}:${digits.padStart(5, '0')}`;
  const lowered = text.trim().replace(/^[^:]*/, (provider) => provider.toLowerCase());
  return NAME.test(lowered) && lowered !== text ? lowered : null;
}
