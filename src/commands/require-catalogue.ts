import { StatbankError } from '../errors/statbank-error.ts';
import type { ProviderService } from '../extract/service.ts';
import type { TableCatalogue } from '../extract/table-catalogue.ts';

/**
 * The list of a source's tables.
 *
 * @throws SB_USAGE for a source that has none
 */
export function requireCatalogue(
  provider: string,
  { catalogue }: Pick<ProviderService, 'catalogue'>,
): TableCatalogue {
  if (catalogue !== null) return catalogue;
  throw new StatbankError(
    'SB_USAGE',
    `${provider} has no list of its tables. Name them one by one, as ${provider}:TABLE.`,
    { context: { provider } },
  );
}
