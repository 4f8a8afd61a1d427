import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

import type { HttpClient } from '../../../../src/extract/http/client.ts';
import { withPackagedFiles } from '../../../../src/extract/http/packaged-files.ts';

const ROOT = new URL('../../../../', import.meta.url);
const network: HttpClient = {
  send: async ({ url }) => ({
    status: 418,
    headers: {},
    bytes: Buffer.from(url),
    heardAt: 0,
    undecodable: null,
  }),
  close: () => undefined,
};
const client = withPackagedFiles(network, ROOT);
const get = async (url: string) => client.send({ method: 'GET', url, body: null });

test('a file of the package is answered with its bytes and type', async () => {
  const answer = await get('packaged:reports/digital-competence-2021/published-figures.csv');
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/csv; charset=utf-8' },
  });
  expect(Buffer.from(answer.bytes).toString()).toContain('internett-aldri');
});

test.each([
  'packaged:../secret.csv',
  'packaged:reports/../../secret.csv',
  'packaged:/etc/hostname',
  'packaged://etc/hostname',
  `packaged:${pathToFileURL('/etc/hostname').href}`,
  'packaged:%2e%2e/secret.csv',
  'packaged:reports/none.csv',
])('%s is not answered', async (url) => {
  await expect(get(url)).rejects.toMatchObject({ code: 'SB_SOURCE_NO_SUCH_TABLE' });
});

test('every other address goes to the network', async () => {
  expect((await get('https://statbank.example/x')).status).toBe(418);
});
