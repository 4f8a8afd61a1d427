import { RequestProblem } from '../problem.ts';
import { defaultSelection } from '../query/default-selection.ts';
import { positionOf } from '../query/expressions.ts';
import { splitCodes } from '../query/parameters.ts';
import { type Axis, resolveSelection } from '../query/selection.ts';
import { dataBody } from '../render/dataset.ts';
import { jsonReply } from '../reply.ts';
import type { SimulatedTable } from '../table/model.ts';
import { type Call, type Route, languageOf, tableOf } from './route.ts';
import { type DataQuery, readSelectionBody } from './selection-body.ts';

/** `GET` and `POST /tables/{id}/data`. An unknown table is 400 here, though the body says 404. */
export const dataRoute: Route = {
  kind: 'data',
  methods: ['GET', 'POST'],
  path: /^\/tables\/([^/]+)\/data\/?$/i,
  handle: (call) => {
    const language = languageOf(call);
    checkFormat(call);
    const query = call.method === 'POST' ? readSelectionBody(call.body) : readParameters(call);
    const table = tableOf(call, 400);
    checkPlacement(table, query.placed);
    const selection = query.selection.length === 0 ? defaultSelection(table) : query.selection;
    const axes = resolveSelection(table, selection);
    checkCells(axes, call.world.maxCells);
    return jsonReply(dataBody(table, axes, { language, baseUrl: call.world.baseUrl }));
  },
};

/** Only JSON-stat2 is simulated; layout parameters do not go with it. */
function checkFormat(call: Call): void {
  const format = call.parameters.get('outputFormat');
  const layout = call.parameters.get('outputFormatParams');
  const other = format !== null && format !== '' && format.toLowerCase() !== 'json-stat2';
  if (other || (layout !== null && layout !== '')) {
    throw new RequestProblem('Unsupported output format');
  }
}

/** A `codelist[X]` counts only beside a `valueCodes[X]` whose key is spelt the same. */
function readParameters(call: Call): DataQuery {
  const codelists = call.parameters.keyed('codelist');
  const selection = [...call.parameters.keyed('valueCodes')].map(([variableCode, text]) => ({
    variableCode,
    codelist: codelists.get(variableCode) ?? null,
    valueCodes: splitCodes(text),
  }));
  const placed = ['heading', 'stub'].flatMap((name) => splitCodes(call.parameters.get(name) ?? ''));
  return { selection, placed };
}

function checkPlacement(table: SimulatedTable, placed: readonly string[]): void {
  const codes = table.variables.map((variable) => variable.code);
  if (placed.some((code) => positionOf(code, codes) === -1)) {
    throw new RequestProblem('Illegal placment');
  }
}

function checkCells(axes: readonly Axis[], maxCells: number): void {
  const cells = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (cells > maxCells) {
    throw new RequestProblem('Too many cells selected', {
      detail: `The selection has more cells than the maximum allowed number of ${maxCells}.`,
    });
  }
}
