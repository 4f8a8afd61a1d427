import { z } from 'zod';

import type { SourceResponse } from '../provider.ts';
import { wrongTable } from '../query/responses.ts';
import { readBody } from '../read-body.ts';

const annotation = z.object({
  type: z.string(),
  title: z.string().nullish(),
  text: z.string().nullish(),
  date: z.string().nullish(),
  href: z.string().nullish(),
});
type Annotation = z.output<typeof annotation>;

/** Only what Eurostat adds to a dataset; the rest of it is read as JSON-stat. */
const datasetBody = z.object({
  extension: z.object({
    id: z.string().min(1),
    annotation: z.array(annotation).nullish(),
    status: z.object({ label: z.record(z.string(), z.string()) }).nullish(),
  }),
});

/** What Eurostat says of a dataset in `extension`. */
export interface DatasetFacts {
  readonly institution: string | null;
  /** Codes of the periods between which the whole dataset has figures. */
  readonly oldestPeriod: string | null;
  readonly latestPeriod: string | null;
  /** Footnotes, the address of the explanatory texts, and the meaning of the flags that occur. */
  readonly notes: readonly string[];
}

/** Annotations that are facts for programs; what is left is for readers. */
const MACHINE_FACTS = /^(?:CREATED|DISSEMINATION_|OBS_|UPDATE_|SOURCE_INSTITUTIONS|ESMS_SDMX)/;

function noteOf({ title, text, href }: Annotation): string {
  return [title, text, href].filter((part) => part != null && part !== '').join(': ');
}

/**
 * Reads the extension of a dataset and checks that it is the one that was asked for.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE for another dataset or another shape
 */
export function readFacts(response: SourceResponse, table: string): DatasetFacts {
  const { extension } = readBody(
    datasetBody,
    response,
    `description of table ${table}`,
    'Eurostat dataset',
  );
  if (extension.id.toLowerCase() !== table.toLowerCase()) {
    throw wrongTable('/extension/id', table, extension.id, response.sha256);
  }
  const annotations = extension.annotation ?? [];
  const of = (type: string): Annotation | undefined =>
    annotations.find((each) => each.type === type);
  const footnotes = annotations.filter(({ type }) => !MACHINE_FACTS.test(type)).map(noteOf);
  const flags = Object.entries(extension.status?.label ?? {}).map(
    ([flag, meaning]) => `${flag}: ${meaning}`,
  );
  return Object.freeze({
    institution: of('SOURCE_INSTITUTIONS')?.text ?? null,
    oldestPeriod: of('OBS_PERIOD_OVERALL_OLDEST')?.title ?? null,
    latestPeriod: of('OBS_PERIOD_OVERALL_LATEST')?.title ?? null,
    notes: [...footnotes.filter((note) => note !== ''), ...flags],
  });
}
