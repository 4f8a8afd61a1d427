import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../../src/commands/program.ts';
import { inlineCode } from '../../support/document-blocks.ts';

const program = createProgram('0.0.0', async () => undefined, {});

/** What is wrong with a command line; null where command and options are there. */
function fault(line: string): string | null {
  const words = line.replace(/^npx /, '').split(/\s+/).slice(1);
  let command: Command = program;
  while (words[0] !== undefined) {
    const next = command.commands.find((each) => each.name() === words[0]);
    if (next === undefined) break;
    command = next;
    words.shift();
  }
  if (command === program && words[0] !== undefined && !words[0].startsWith('-')) {
    return `no command ${words[0]}`;
  }
  const known = [...program.options, ...command.options].flatMap(({ long, short }) => [
    long,
    short,
  ]);
  const options = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0]);
  const unknown = options.filter((option) => !['--help', ...known].includes(option));
  return unknown.length === 0 ? null : `no option ${unknown.join(', ')}`;
}

test('every command that a page names is there, and takes the options that it is named with', async () => {
  const named = (await inlineCode()).filter(({ text }) => /^(?:npx )?statbank [a-z-]/.test(text));
  expect(named.length).toBeGreaterThan(120);
  const wrong = named.flatMap(({ page, line, text }) => {
    const found = fault(text);
    return found === null ? [] : [`${page}:${line} ${text}: ${found}`];
  });
  expect(wrong).toEqual([]);
  expect(fault('statbank synk 07459')).toBe('no command synk');
  expect(fault('npx statbank sync --dru-run')).toBe('no option --dru-run');
});
