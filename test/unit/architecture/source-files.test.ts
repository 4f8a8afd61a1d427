import { readdir, readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

async function filesBelow(folder: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(new URL(folder, ROOT), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => `${entry.parentPath.slice(ROOT.pathname.length)}/${entry.name}`);
  return Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(new URL(path, ROOT), 'utf8') })),
  );
}

let sources: readonly SourceFile[] = [];
let everything: readonly SourceFile[] = [];

beforeAll(async () => {
  sources = await filesBelow('src');
  everything = [...sources, ...(await filesBelow('test'))];
});

const pathsWhere = (files: readonly SourceFile[], isWrong: (file: SourceFile) => boolean) =>
  files.filter(isWrong).map(({ path }) => path);

describe('every source file', () => {
  test('is there to be looked at', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  test('has at most 300 lines', () => {
    const written = sources.filter(({ path }) => !path.endsWith('.generated.ts'));
    expect(pathsWhere(written, ({ text }) => text.split('\n').length > 301)).toEqual([]);
  });

  test('is named in kebab-case', () => {
    const name = /\/[a-z0-9]+(-[a-z0-9]+)*(\.(test|generated|d))?\.ts$/;
    expect(pathsWhere(everything, ({ path }) => !name.test(path))).toEqual([]);
  });

  test('exports by name only', () => {
    expect(pathsWhere(sources, ({ text }) => /^export default\b/m.test(text))).toEqual([]);
  });

  test('holds no unfinished business', () => {
    const marks = /\b(TODO|FIXME|XXX|HACK)\b/;
    expect(pathsWhere(sources, ({ text }) => marks.test(text))).toEqual([]);
  });

  test('ends the process only in cli.ts', () => {
    expect(pathsWhere(sources, ({ text }) => text.includes('process.exit('))).toEqual([
      'src/cli.ts',
    ]);
  });
});

test('support code leaves hooks to clean-up-hooks.ts: its modules are loaded once for many test files', () => {
  const support = everything.filter(({ path }) => path.startsWith('test/support/'));
  expect(support.length).toBeGreaterThan(0);
  const hooks = /^import .*\b(?:before|after)(?:Each|All)\b.*'vitest'/m;
  expect(pathsWhere(support, ({ text }) => hooks.test(text))).toEqual([
    'test/support/clean-up-hooks.ts',
  ]);
});

test('transform reads no clock', () => {
  const transform = sources.filter(({ path }) => path.startsWith('src/transform/'));
  expect(transform.length).toBeGreaterThan(0);
  expect(pathsWhere(transform, ({ text }) => /new Date\(\)|performance\.now/.test(text))).toEqual(
    [],
  );
});

test('every folder of the source has a rule for what it may import', async () => {
  const config = await readFile(new URL('.oxlintrc.json', ROOT), 'utf8');
  const { overrides } = parseYaml(config.replaceAll(/^\s*\/\/.*$/gm, '')) as {
    overrides: readonly { files: readonly string[]; rules: Record<string, unknown> }[];
  };
  const ruled = new Set(
    overrides
      .filter(({ rules }) => Array.isArray(rules['eslint/no-restricted-imports']))
      .flatMap(({ files }) => files),
  );
  const folders = await readdir(new URL('src', ROOT), { withFileTypes: true });
  const missing = folders
    .filter((entry) => entry.isDirectory() && !ruled.has(`src/${entry.name}/**`))
    .map((entry) => entry.name);
  expect(missing).toEqual([]);
});
