import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The package's own folder: two above this file, both in `src` and in `dist`. */
export const PACKAGE_ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

/** The catalogue that ships with the package. */
export const PACKAGED_CATALOGUE: string = fileURLToPath(
  new URL('../../catalogue.yaml', import.meta.url),
);

/** The program's version, from its package.json. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
