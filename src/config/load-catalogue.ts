import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { StatbankError } from '../errors/statbank-error.ts';
import { parseCatalogue, type Catalogue } from './catalogue.ts';
import type { Environment } from './environment.ts';
import { PACKAGED_CATALOGUE } from './package.ts';

/**
 * Reads the catalogue that the settings name; else `catalogue.yaml` of the folder; else the
 * one that ships with the package.
 *
 * @throws SB_CONFIG_CATALOGUE if it cannot be read or is wrong
 */
export async function loadCatalogue(
  environment: Pick<Environment, 'catalogue'>,
  folder: string,
): Promise<Catalogue> {
  if (environment.catalogue !== null) {
    return parseCatalogue(await readText(environment.catalogue), environment.catalogue);
  }
  const local = path.join(folder, 'catalogue.yaml');
  try {
    return parseCatalogue(await readText(local), local);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return parseCatalogue(await readText(PACKAGED_CATALOGUE), PACKAGED_CATALOGUE);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new StatbankError(
      'SB_CONFIG_CATALOGUE',
      `The catalogue ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}. Name another one with --catalogue or STATBANK_CATALOGUE.`,
      { context: { file }, cause: error },
    );
  }
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof StatbankError ? error.cause : null;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
