import { describe, expect, test } from 'vitest';
import { createOutput } from '../../../src/commands/output.ts';
import { textSink } from '../../support/text-sink.ts';

function outputOf(options: { json?: boolean; quiet?: boolean; terminal?: boolean } = {}) {
  const stdout = textSink();
  const stderr = textSink(options.terminal);
  const { json = false, quiet = false } = options;
  return { stdout, stderr, output: createOutput({ json, quiet, stdout, stderr }) };
}

const FACTS = { table: 'ssb:07459', cells: 3 };

describe('facts', () => {
  test('are text on standard output', () => {
    const { output, stdout } = outputOf();
    output.facts(FACTS, ({ table, cells }, page) => page.line(`${table} has ${cells} cells`));
    expect(stdout.text()).toBe('ssb:07459 has 3 cells\n');
  });

  test('are one JSON document and nothing else with --json', () => {
    const { output, stdout, stderr } = outputOf({ json: true });
    output.note('working');
    const progress = output.progress('cells', 10);
    progress.advance(10);
    progress.stop();
    output.facts(FACTS, (_, page) => page.line('for people'));
    expect(JSON.parse(stdout.text())).toEqual(FACTS);
    expect(stderr.text()).toBe('');
  });

  test('are printed with --quiet, notes are not', () => {
    const { output, stdout, stderr } = outputOf({ quiet: true });
    output.note('working');
    output.facts(FACTS, ({ table }, page) => page.line(table));
    expect([stdout.text(), stderr.text()]).toEqual(['ssb:07459\n', '']);
  });

  test('from a source are printed without their control characters', () => {
    const { output, stdout } = outputOf();
    output.facts(FACTS, (_, page) => {
      page.line('a\u001Bb');
      page.table([{ title: 'label', value: (label) => label }], ['c\u001Bd']);
    });
    expect(stdout.text()).toBe('a b\nlabel\nc d\n');
  });
});

describe('progress', () => {
  test('is plain lines, one for each tenth, where nobody sees a terminal', () => {
    const { output, stdout, stderr } = outputOf();
    const progress = output.progress('requests', 100);
    for (let request = 0; request < 25; request++) progress.advance();
    progress.note('ssb:07459');
    progress.advance(75);
    progress.stop();
    expect(stderr.text()).toBe('requests 10/100\nrequests 20/100\nrequests 100/100 ssb:07459\n');
    expect(stdout.text()).toBe('');
  });

  test('of nothing says so once', () => {
    const { output, stderr } = outputOf();
    const progress = output.progress('requests', 0);
    progress.advance(0);
    progress.advance(0);
    expect(stderr.text()).toBe('requests 0/0\n');
  });
});
