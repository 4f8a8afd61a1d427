import { describe, expect, it } from 'vitest';

import { fetchClassification } from '../../../../src/extract/klass/fetch.ts';
import { listClassifications } from '../../../../src/extract/klass/list.ts';
import { readClassification } from '../../../../src/extract/klass/read.ts';
import type { SourceResponse } from '../../../../src/extract/provider.ts';
import type { Simulator } from '../../../../src/simulator/simulator.ts';
import { covers } from '../../../../src/transform/classification/classification.ts';
import {
  klassAt,
  klassSimulator,
  plainExchange,
  smallClassification,
} from '../../../support/klass.ts';
import { noneRecorded, readRecorded, recordedFiles } from '../../../support/recorded.ts';
import { sourceResponse } from '../../../support/source-response.ts';

async function fetched(simulator: Simulator, id: string, targets: readonly string[] = []) {
  const responses = await fetchClassification(klassAt(simulator), id, targets, plainExchange());
  return { responses, ...readClassification(id, responses) };
}

describe('a classification from KLASS', () => {
  it('has its codes with days and names in three languages', async () => {
    const { classification, findings } = await fetched(await klassSimulator(), '2');
    expect(findings).toEqual([]);
    expect(classification.names).toEqual({
      no: 'Standard for kjønn',
      nn: 'Standard for kjønn',
      en: 'Standard for sex',
    });
    expect(classification.codes).toEqual([
      {
        code: '1',
        from: '1990-01-01',
        to: null,
        level: 1,
        parent: null,
        names: { no: 'Menn', nn: 'Menn', en: 'Males' },
      },
      expect.objectContaining({
        code: '2',
        names: { no: 'Kvinner', nn: 'Kvinner', en: 'Females' },
      }),
    ]);
  });

  it('has its changes as a graph, and every place of every year', async () => {
    const { classification, findings } = await fetched(await klassSimulator(), '131');
    expect(findings).toEqual([]);
    const kindOf = (oldCode: string, newCode: string) =>
      classification.changes.find((edge) => edge.oldCode === oldCode && edge.newCode === newCode)
        ?.kind;
    expect(kindOf('0702', '0715')).toBe('merge');
    expect(kindOf('3802', '3903')).toBe('recode');
    expect(kindOf('1507', '1508')).toBe('split');
    expect(kindOf('1507', '1580')).toBe('split');
    expect(kindOf('5012', '5059')).toBe('boundary');
    expect(kindOf('1852', '1852')).toBe('rename');
    const in2019 = classification.codes.filter((span) => covers(span, '2019-01-01'));
    expect(in2019.map(({ code }) => code)).toContain('9999');
    expect(in2019.find(({ code }) => code === '1852')?.names.no).toBe('Dielddanuorri - Tjeldsund');
  });

  it('asks for JSON in the header, never in the address, and for each thing once', async () => {
    const simulator = await klassSimulator();
    await fetched(simulator, '131', ['128']);
    const asked = simulator.requests.map(({ url }) => url);
    expect(asked.filter((url) => /\.json|\.xml/.test(url))).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(12);
  });

  it('has its correspondences from the day on that KLASS has them', async () => {
    const { classification } = await fetched(await klassSimulator(), '131', ['128']);
    expect(classification.correspondences).toEqual([
      {
        target: '128',
        pairs: [
          {
            sourceCode: '1124',
            targetCode: '03',
            targetName: 'Sentralitetsklasse 3',
            from: '2020-01-01',
            to: '2024-01-01',
          },
          {
            sourceCode: '1124',
            targetCode: '02',
            targetName: 'Sentralitetsklasse 2',
            from: '2024-01-01',
            to: null,
          },
        ],
      },
    ]);
  });

  it('takes the days of a code whose time is its own, where only one end is stated', async () => {
    const simulator = await klassSimulator([
      smallClassification({
        codes: [
          { code: 'A', names: { nb: 'a' }, validFrom: '2010-05-01', own: true },
          {
            code: 'B',
            names: { nb: 'b' },
            validFrom: '2000-01-01',
            validTo: '2010-05-01',
            own: true,
          },
        ],
      }),
    ]);
    const { classification } = await fetched(simulator, '999');
    expect(classification.codes.map(({ code, from, to }) => [code, from, to])).toEqual([
      ['A', '2010-05-01', null],
      ['B', '2000-01-01', '2010-05-01'],
    ]);
  });

  it('is not found where KLASS has no such number', async () => {
    await expect(fetched(await klassSimulator(), '4711')).rejects.toMatchObject({
      code: 'SB_SOURCE_NO_SUCH_TABLE',
    });
    await expect(fetched(await klassSimulator(), '../x')).rejects.toMatchObject({
      code: 'SB_USAGE',
    });
  });

  it('is refused as XML, which KLASS sends when nobody asks for JSON', async () => {
    const simulator = await klassSimulator();
    const answer = await fetch(`${klassAt(simulator).baseUrl}/classifications/2`);
    const text = await answer.text();
    expect(text).toMatch(/^<\?xml/);
    expect(() => readClassification('2', [sourceResponse('klass:codes:no', text)])).toThrowError(
      expect.objectContaining({ code: 'SB_SOURCE_RESPONSE' }),
    );
  });

  it('is refused where the codes of a day are not those that the dated list has on it', async () => {
    const { responses } = await fetched(await klassSimulator(), '2');
    const spoilt = responses.map((response): SourceResponse =>
      response.purpose === 'klass:codesAt'
        ? { ...response, bytes: Buffer.from('{"codes":[{"code":"3","name":"x"}]}') }
        : response,
    );
    expect(() => readClassification('2', spoilt)).toThrowError(
      expect.objectContaining({
        code: 'SB_CLASSIFICATION_INVALID',
        message: expect.stringContaining('3, 1, 2'),
      }),
    );
  });

  it('is refused where a day is no day, with the place', async () => {
    const { responses } = await fetched(await klassSimulator(), '131');
    const spoilt = responses.map((response): SourceResponse =>
      response.purpose === 'klass:changes'
        ? {
            ...response,
            bytes: Buffer.from(
              '{"codeChanges":[{"oldCode":"1","newCode":"2","changeOccurred":"01.01.2020"}]}',
            ),
          }
        : response,
    );
    expect(() => readClassification('131', spoilt)).toThrowError(
      expect.objectContaining({
        code: 'SB_SOURCE_RESPONSE',
        message: expect.stringContaining('/codeChanges/0/changeOccurred'),
      }),
    );
  });

  it('is found in the list, whose pages begin at 0', async () => {
    const many = Array.from({ length: 230 }, (_, index) =>
      smallClassification({ id: String(1000 + index) }),
    );
    const simulator = await klassSimulator(many);
    const listed = await listClassifications(klassAt(simulator), plainExchange());
    expect(listed).toHaveLength(230);
    expect(
      simulator.requests.map(({ url }) => new URL(url, 'http://x').searchParams.get('page')),
    ).toEqual(['0', '1', '2']);
  });
});

const recorded = recordedFiles.filter((file) => file.startsWith('klass/'));

describe(`recorded responses of KLASS (${recorded.length} files)`, () => {
  it.skipIf(noneRecorded)('have all municipalities of 2026 and the unspecified one', () => {
    const bytes = readRecorded('klass/codesAt_131_2026-01-01.json');
    const at = (from: string) =>
      sourceResponse('klass:codes:no', bytes, {
        request: { method: 'GET', url: `https://klass.example/codes?from=${from}`, body: null },
      });
    const described = sourceResponse('klass:classification:no', {
      name: 'Standard for kommuneinndeling',
      versions: [{ validFrom: '2026-01-01' }],
    });
    const { classification } = readClassification('131', [described, at('2026-01-01')]);
    const codes = classification.codes.map(({ code }) => code);
    expect(codes).toHaveLength(358);
    expect(codes.filter((code) => code !== '9999')).toHaveLength(357);
    expect(codes).toEqual(expect.arrayContaining(['0301', '1508', '1580', '3903', '9999']));
    expect(classification.codes.every(({ level, parent }) => level === 1 && parent === null)).toBe(
      true,
    );
  });
});
