import type { Exchange, SourceResponse } from '../provider.ts';
import type { PxWeb1Agency } from './agency.ts';
import { type MetadataBody, readMetadata } from './bodies.ts';
import { englishOf, metadataPurpose, readSample, samplePurpose } from './describe.ts';
import { acceptJson } from './failure.ts';
import { dataRequest, metadataRequest } from './requests.ts';
import { sampleSelection } from './sample.ts';

/** Whether the sample has a measure for every value of the contents variable; its code if not. */
function unmeasured(sample: SourceResponse, metadata: MetadataBody, table: string): string | null {
  const { dimensions } = readSample(sample, table);
  const contents = contentsOf(sample, table);
  const seen = dimensions.find(({ code }) => code === contents)?.categories.length ?? 0;
  const all = metadata.variables.find(({ code }) => code === contents)?.values.length ?? seen;
  return seen < all ? contents : null;
}

function contentsOf(sample: SourceResponse, table: string): string | null {
  return readSample(sample, table).dimensions.find(({ role }) => role === 'metric')?.code ?? null;
}

/** Metadata and a sample in the table's own language. */
export async function fetchOwn(
  agency: PxWeb1Agency,
  table: string,
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  const [own] = agency.languages;
  const asked = await exchange(metadataRequest(agency, table, own), metadataPurpose(own));
  const body = readMetadata(asked, table);
  const sample = async (contents: string | null): Promise<SourceResponse> => {
    const request = dataRequest(agency, table, own, sampleSelection(body, contents));
    return acceptJson(await exchange(request, samplePurpose(own)), `sample of table ${table}`);
  };
  const first = await sample(null);
  const contents = unmeasured(first, body, table);
  return contents === null ? [asked, first] : [asked, first, await sample(contents)];
}

/** Labels and units in English, by a sample of all contents. */
async function fetchEnglish(
  agency: PxWeb1Agency,
  table: string,
  english: string,
  own: readonly SourceResponse[],
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  const asked = await exchange(metadataRequest(agency, table, english), metadataPurpose(english));
  const body = readMetadata(asked, table);
  const ownSample = own.at(-1);
  const ownMetadata = own.at(0);
  const contents = ownSample === undefined ? null : contentsOf(ownSample, table);
  // Codes of variables may be words of the language: the place is what they have in common.
  const place =
    ownMetadata === undefined
      ? -1
      : readMetadata(ownMetadata, table).variables.findIndex(({ code }) => code === contents);
  const selection = sampleSelection(body, body.variables[place]?.code ?? '');
  const request = dataRequest(agency, table, english, selection);
  const sample = await exchange(request, samplePurpose(english));
  return [asked, acceptJson(sample, `sample of table ${table}`)];
}

/** Everything that describes a table: four calls with English, two without, one more for many contents. */
export async function fetchDescription(
  agency: PxWeb1Agency,
  table: string,
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  const own = await fetchOwn(agency, table, exchange);
  const english = englishOf(agency);
  return english === null
    ? own
    : [...own, ...(await fetchEnglish(agency, table, english, own, exchange))];
}
