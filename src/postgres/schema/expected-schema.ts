import { readFile } from 'node:fs/promises';
import type { SchemaObject } from './schema-object.ts';

/** At the same place seen from the sources and from the built program. */
const FILE = new URL('../../../sql/schema.json', import.meta.url);

/** The objects that the newest migrations make, as committed beside them. */
export async function expectedSchema(): Promise<readonly SchemaObject[]> {
  return JSON.parse(await readFile(FILE, 'utf8')) as readonly SchemaObject[];
}

/** The text of the committed file: one object a line, so that a change shows as such. */
export function expectedSchemaText(objects: readonly SchemaObject[]): string {
  return `[\n${objects.map((object) => JSON.stringify(object)).join(',\n')}\n]\n`;
}
