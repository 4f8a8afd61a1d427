import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The package's folder is two above this file, both in `src` and in `dist`.

/** Folder of the package, with a slash at the end. */
export const PACKAGE_FOLDER: URL = new URL('../../', import.meta.url);

/** The catalogue that ships with the package. */
export const PACKAGED_CATALOGUE: string = fileURLToPath(
  new URL('../../catalogue.yaml', import.meta.url),
);

/** The example tables that ship with the package: what the simulator serves. */
export const EXAMPLES_FOLDER: string = fileURLToPath(new URL('../../examples/', import.meta.url));

/** The report that ships with the package. */
export const PACKAGED_REPORT: string = fileURLToPath(
  new URL('../../reports/digital-competence-2021.yaml', import.meta.url),
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
