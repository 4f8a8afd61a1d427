import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyReply, htmlReply } from '../reply.ts';
import type { SimulatedService } from './service.ts';

const FACTS = /^\/chart-groups\/([^/]+)\/facts(\/?)$/;

/** The CSV files of a folder by name without its ending. */
export async function loadFacts(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => [name.slice(0, -4), await readFile(join(folder, name))] as const),
  );
  return new Map(files);
}

/** Answers as the server of the DESI charts does: one CSV file a group, behind a slash. */
export function desiService(groups: ReadonlyMap<string, Uint8Array>): SimulatedService {
  const path = '/desi/api/v1';
  return {
    path,
    setting: { variable: 'STATBANK_DESI_URL', below: '' },
    target: (_method, below) => ({ kind: 'data', table: FACTS.exec(below)?.[1] ?? null }),
    answer: ({ path: below }) => {
      const [, group = '', slash] = FACTS.exec(below) ?? [];
      const body = groups.get(group);
      if (body === undefined) return htmlReply(404, 'Page not found');
      return slash === '/'
        ? { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body }
        : { ...emptyReply(301), headers: { location: `${path}${below}/` } };
    },
  };
}
