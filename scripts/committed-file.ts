import { readFile, writeFile } from 'node:fs/promises';

/**
 * Writes generated files, or with `--check` compares them with the committed ones and
 * fails if any differs.
 *
 * @param remedy the command that brings the files up to date.
 */
export async function writeOrCheck(
  files: ReadonlyMap<string, string>,
  remedy: string,
): Promise<void> {
  for (const [file, text] of files) {
    if (!process.argv.includes('--check')) {
      await writeFile(file, text);
      process.stdout.write(`${file} written\n`);
      continue;
    }
    const committed = await readFile(file, 'utf8').catch(() => '');
    if (committed === text) {
      process.stdout.write(`${file} is up to date\n`);
      continue;
    }
    process.stderr.write(
      `${file} is out of date from line ${firstDifference(committed, text)}; run: ${remedy}\n`,
    );
    process.exitCode = 1;
  }
}

function firstDifference(left: string, right: string): number {
  const [a, b] = [left.split('\n'), right.split('\n')];
  const index = a.findIndex((line, at) => line !== b[at]);
  return (index === -1 ? a.length : index) + 1;
}
