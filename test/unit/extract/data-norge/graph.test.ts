import { describe, expect, test } from 'vitest';

import { readDistributions } from '../../../../src/extract/data-norge/graph.ts';
import { distributionCube } from '../../../../src/extract/data-norge/distribution-cube.ts';
import { readSearch } from '../../../../src/extract/data-norge/search.ts';
import { readRecorded, recordedFiles } from '../../../support/recorded.ts';
import { sourceResponse } from '../../../support/source-response.ts';

const RECORDED = 'dfo/klimaintensitet.dcat.jsonld';

test.skipIf(!recordedFiles.includes(RECORDED))(
  'the recorded description of a data set of DFØ gives its distribution, and no contact (1 file)',
  () => {
    const [distribution, ...others] = readDistributions(readRecorded(RECORDED), 'file');
    expect(others).toEqual([]);
    expect(distribution).toMatchObject({
      title: 'CSV-fil om klimaintensitet',
      dataset: 'Utslippsintensiteter',
    });
    expect(Object.fromEntries(distribution?.properties ?? [])).toMatchObject({
      nedlasting:
        'https://adaapnedataprodst.blob.core.windows.net/klimaintensitet/2019/Klimaintensitet_2019.csv',
      lisens: 'https://creativecommons.org/licenses/by/4.0/deed.no',
      format: 'http://publications.europa.eu/resource/authority/file-type/CSV',
    });
    expect(JSON.stringify(distributionCube('986252932', [distribution!]))).not.toContain('@dfo.no');
  },
);

describe('a description in another form is refused', () => {
  const dataset = { '@id': 'd', '@type': ['dcat:Dataset'], 'dcat:distribution': [{ '@id': 'x' }] };
  test.each<[string, unknown, string]>([
    ['no graph', { id: 1 }, 'at /@graph'],
    [
      'full names',
      { '@graph': [{ '@id': 'd', '@type': 'http://www.w3.org/ns/dcat#Dataset' }] },
      'found http://www.w3.org/ns/dcat#Dataset',
    ],
    ['a distribution that is not there', { '@graph': [dataset] }, 'x is not described'],
  ])('with %s', (_, body, message) => {
    expect(() => readDistributions(Buffer.from(JSON.stringify(body)), 'file')).toThrow(message);
  });
});

describe('a search', () => {
  const found = (hits: unknown, totalElements: number) =>
    readSearch(
      sourceResponse('document', { hits, page: { totalElements, totalPages: 1 } }),
      '986252932',
    );

  test('finds what the organisation publishes, by number or address', () => {
    const uri =
      'https://organization-catalogue.fellesdatakatalog.digdir.no/organizations/986252932';
    const hits = [
      { id: 'b', uri: 'u', organization: { id: '986252932' } },
      { id: 'a', uri: 'u', organization: { uri } },
      { id: 'c', uri: 'u', organization: { id: '1', uri: 'x/organizations/1986252932' } },
      { id: 'd', uri: 'u' },
    ];
    expect(found(hits, 4)).toEqual({ ids: ['a', 'b'], total: 4, complete: true });
    expect(found(hits, 5).complete).toBe(false);
  });

  test('that is answered in another shape is refused with the place', () => {
    expect(() => found([{ uri: 'u' }], 1)).toThrow('/hits/0/id');
  });
});
