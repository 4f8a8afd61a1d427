import { z } from 'zod';
import { UnreadableRequest } from '../problem.ts';
import type { VariableRequest } from '../query/selection.ts';

/** What a request asks for, however it was sent. */
export interface DataQuery {
  readonly selection: readonly VariableRequest[];
  /** Variables named for the layout of formats that have one. */
  readonly placed: readonly string[];
}

const bodySchema = z.object({
  selection: z
    .array(
      z.object({
        variableCode: z.string(),
        codelist: z.string().nullish(),
        valueCodes: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
  placement: z
    .object({ heading: z.array(z.string()).nullish(), stub: z.array(z.string()).nullish() })
    .nullish(),
});

/**
 * The body of a POST. No body means no selection. Nothing is bracketed here.
 *
 * @throws UnreadableRequest for text that is not JSON or has another shape
 */
export function readSelectionBody(text: string): DataQuery {
  if (text.trim() === '') return { selection: [], placed: [] };
  const body = bodySchema.safeParse(parse(text));
  if (!body.success) {
    throw new UnreadableRequest('selection', 'The selection could not be converted.');
  }
  const { selection, placement } = body.data;
  return {
    selection: (selection ?? []).map((part) => ({
      variableCode: part.variableCode,
      codelist: part.codelist ?? null,
      valueCodes: part.valueCodes ?? [],
    })),
    placed: [...(placement?.heading ?? []), ...(placement?.stub ?? [])],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableRequest('$', 'The JSON value could not be converted.');
  }
}
