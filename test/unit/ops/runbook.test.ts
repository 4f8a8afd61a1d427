import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from '../../../src/commands/program.ts';
import { EXIT } from '../../../src/errors/codes.ts';
import { METRICS } from '../../../src/serve/metric-list.ts';

let runbook = '';
beforeAll(async () => {
  runbook = await readFile('docs/operations.md', 'utf8');
});

describe('the runbook', () => {
  test('has a remedy for every exit code, and for no other', () => {
    const codes = [...runbook.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT));
  });

  test('alerts by metrics that there are', () => {
    const known = new Set<string>(Object.values(METRICS).map(({ name }) => name));
    // Roles and examples of names are written with the same beginning.
    const named = [...runbook.matchAll(/statbank_[a-z_]+(?=[ {[`])/g)]
      .map(([name]) => name)
      .filter((name) => !/^statbank_(owner|loader|reader|nightly)$/.test(name));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test('names commands that there are, with options that they take', () => {
    const nowhere = { writeOut: () => undefined, writeErr: () => undefined };
    const program = createProgram('0.0.0', async () => undefined, nowhere);
    const used = [...runbook.matchAll(/(?<=[`\n])statbank ([a-z]+)((?: --?[a-z-]+)*)/g)];
    expect(used.length).toBeGreaterThan(20);
    const wrong = used.filter(([, name, options = '']) => {
      const command = program.commands.find((one) => one.name() === name);
      const all = [...program.options, ...(command?.options ?? [])];
      const given = options.split(' ').filter((option) => option !== '');
      return (
        command === undefined || given.some((option) => !all.some(({ long }) => long === option))
      );
    });
    expect(wrong.map(([text]) => text)).toEqual([]);
  });
});
