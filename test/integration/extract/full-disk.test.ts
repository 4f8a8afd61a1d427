import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

const run = promisify(execFile);

const SCRIPT = `
  import { randomBytes } from 'node:crypto';
  import { openArchive } from '${join(process.cwd(), 'src/extract/archive/object-store.ts')}';
  const archive = await openArchive(process.argv[1], new Date());
  const small = await archive.put(Buffer.from('small'));
  const failed = await archive.put(randomBytes(200_000)).catch((error) => error);
  const again = await archive.put(Buffer.from('another'));
  console.log(JSON.stringify({
    code: failed.code,
    message: failed.message,
    kept: [await archive.has(small.sha256), await archive.has(again.sha256)],
  }));
`;

test('a disk that takes no more is an error with a remedy, and harms nothing that is stored', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'statbank-full-'));
  // A limit on the size of files ends a write in the middle, as a full disk does.
  const limited = 'ulimit -f 50; exec "$0" "$@"';
  const { stdout } = await run('bash', [
    '-c',
    limited,
    process.execPath,
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    SCRIPT,
    folder,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({
    code: 'SB_ARCHIVE_WRITE',
    message: expect.stringMatching(/EFBIG.*lift the limit/) as string,
    kept: [true, true],
  });
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  await rm(folder, { recursive: true });
});
