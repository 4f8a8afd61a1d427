import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The catalogue that ships with the package, two folders above this file in `src` and in `dist`. */
export const PACKAGED_CATALOGUE: string = fileURLToPath(
  new URL('../../catalogue.yaml', import.meta.url),
);

/** The program's version, from its package.json. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const description: unknown = JSON.parse(text);
  if (typeof description === 'object' && description !== null && 'version' in description) {
    return String(description.version);
  }
  return 'unknown';
}
