import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { syncFrom } from '../../support/documents.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';
import { BAD_FILES, DECLARATION, FILE_TABLES, providerOf } from './bad-files.ts';

let server: TestServer;
let workshop: TestWorkshop;
let body: Uint8Array = Buffer.alloc(0);

beforeAll(async () => {
  server = await startServer((request, response) => {
    response.end(request.url?.endsWith('.yaml') === true ? DECLARATION : body);
  });
  workshop = await openTestWorkshop();
});

afterAll(async () => server.close());

describe('a file that is not what its source should send', () => {
  it.each(BAD_FILES)(
    '$kind: $name is refused with its place, its bytes are kept, and nothing is published',
    async ({ kind, bytes, finding, pointer }) => {
      body = await bytes();
      const table = FILE_TABLES[kind];
      const [report] = await syncFrom(workshop, providerOf(kind, server.url), [table]);
      expect(report).toMatchObject({
        outcome: 'quarantined',
        error: { code: 'SB_DOCUMENT_INVALID' },
      });
      const [task] = await workshop.rows(
        'select task_id from ops.task order by started_at desc limit 1',
      );
      const [told] = await workshop.rows(
        `select code, pointer, encode(sha256, 'hex') as sha256 from ops.finding
         where task_id = $1 order by finding_id`,
        [task?.['task_id']],
      );
      expect(told).toMatchObject({ code: finding, pointer });
      expect(await workshop.archive.has(String(told?.['sha256']))).toBe(true);
      expect(await workshop.rows('select vintage from star.dim_vintage')).toEqual([]);
    },
  );
});
