import { expect, test } from 'vitest';

import { CSO } from '../../../src/extract/cso/pxstat.ts';
import { createCsoProvider } from '../../../src/extract/cso/provider.ts';
import { EUROSTAT } from '../../../src/extract/eurostat/dissemination.ts';
import { createEurostatProvider } from '../../../src/extract/eurostat/provider.ts';
import { FILE_PROVIDER, fileProvider } from '../../../src/extract/file/provider.ts';
import type { Provider, SourceResponse } from '../../../src/extract/provider.ts';
import { pxWeb1Agency } from '../../../src/extract/pxweb1/agency.ts';
import { readMetadata } from '../../../src/extract/pxweb1/bodies.ts';
import { createPxWeb1Provider } from '../../../src/extract/pxweb1/provider.ts';
import { hashCube } from '../../../src/transform/cube-hash.ts';
import { readJsonStat } from '../../../src/transform/jsonstat/document.ts';
import { recordedJson } from '../../support/recorded-cells.ts';
import { noneRecorded, readRecorded, recordedFiles } from '../../support/recorded.ts';
import { sourceResponse } from '../../support/source-response.ts';

const LIMITS = { maxCells: 1e9, calls: 1, windowSeconds: 1 };
const files = (pattern: RegExp) => recordedFiles.filter((file) => pattern.test(file));

const V1_METADATA = files(/\/v1_.*metadata\.json$/);
const V1_DATA = files(/^(?:ssb|scb|statfin|greenland)\/v1_(?!.*metadata|error)/);
const EUROSTAT_NOW = files(/^eurostat\/nama_10_gdp\.json$/);
const CSO_V2 = files(/^cso\/pxstat_.*_v2\.json$/);
const AS_DOCUMENTS = files(/^(?:eurostat\/legacy|cso\/(?!pxstat_.*_v2))/);

/** What the recorded answer says of its own variables, in the form of the agency's metadata. */
function metadataOf(file: string): unknown {
  const { id, dimension, label, role } = recordedJson(file);
  return {
    title: label,
    variables: id.map((code: string) => {
      const { index, label: texts } = dimension[code].category;
      const values = Object.keys(index).toSorted((one, other) => index[one] - index[other]);
      return {
        code,
        text: dimension[code].label,
        values,
        valueTexts: values.map((value) => texts?.[value] ?? value),
        ...(role.time.includes(code) ? { time: true } : {}),
      };
    }),
  };
}

/** Describes, plans and reads; the figures must be those that reading the bytes alone gives. */
function loads(
  provider: Provider,
  table: string,
  described: readonly SourceResponse[],
  file: string,
): void {
  const description = provider.describe(table, described);
  const [only] = provider.plan(description, described, {}, LIMITS).requests;
  const answer = {
    ...sourceResponse('data', readRecorded(file)),
    selection: only?.selection ?? null,
  };
  const [read] = readJsonStat(readRecorded(file)).cubes;
  const cube = provider.toCube(answer, description);
  expect(hashCube(cube)).toEqual(hashCube(read!.cube));
}

test.skipIf(noneRecorded)(
  `${V1_DATA.length} recorded answers of PxWebApi v1 are read by the provider`,
  () => {
    expect(V1_DATA.length).toBeGreaterThan(0);
    for (const file of V1_DATA) {
      const provider = createPxWeb1Provider(
        pxWeb1Agency('recorded', { url: 'https://x.example/api/v1/db', languages: ['no'] }),
      );
      const described = [
        sourceResponse('metadata:no', metadataOf(file)),
        sourceResponse('metadata:no:sample', readRecorded(file)),
      ];
      loads(provider, 'table', described, file);
    }
  },
);

test.skipIf(noneRecorded)(
  `${V1_METADATA.length} recorded metadata of PxWebApi v1 are read, and SSB’s 05300 with its own data`,
  () => {
    for (const file of V1_METADATA) {
      const body = readMetadata(sourceResponse('metadata:no', readRecorded(file)), file);
      expect(body.variables.some(({ time }) => time === true)).toBe(true);
    }
    const provider = createPxWeb1Provider(pxWeb1Agency('ssb-v0', { languages: ['no'] }));
    const described = [
      sourceResponse('metadata:no', readRecorded('ssb/v1_05300_metadata.json')),
      sourceResponse('metadata:no:sample', readRecorded('ssb/v1_05300_data.json')),
    ];
    loads(provider, '05300', described, 'ssb/v1_05300_data.json');
  },
);

test.skipIf(noneRecorded)(
  `${EUROSTAT_NOW.length} recorded dataset of Eurostat’s present API is read by the provider`,
  () => {
    for (const file of EUROSTAT_NOW) {
      // The recorded extract has one period, while the dataset states that it goes back to 1975.
      const text = Buffer.from(readRecorded(file)).toString().replace('"1975"', '"2023"');
      const described = [
        sourceResponse('metadata:en', text),
        sourceResponse('metadata:en:periods', text),
      ];
      loads(createEurostatProvider(EUROSTAT), 'nama_10_gdp', described, file);
    }
  },
);

test.skipIf(noneRecorded)(
  `${CSO_V2.length} recorded table of PxStat in JSON-stat 2.0 is read by the provider`,
  () => {
    for (const file of CSO_V2) {
      const { value: _, ...metadata } = recordedJson(file);
      loads(createCsoProvider(CSO), 'FIQ02', [sourceResponse('metadata:en', metadata)], file);
    }
  },
);

test.skipIf(noneRecorded)(
  `${AS_DOCUMENTS.length} recorded answers of earlier interfaces of Eurostat and CSO are read as documents`,
  () => {
    for (const file of AS_DOCUMENTS) {
      const [named] = readJsonStat(readRecorded(file)).cubes;
      const document = sourceResponse('document', readRecorded(file));
      const description = fileProvider.describe('recorded', [document]);
      expect(description.ref.provider).toBe(FILE_PROVIDER);
      expect(hashCube(fileProvider.toCube(document, description))).toEqual(hashCube(named!.cube));
    }
  },
);
