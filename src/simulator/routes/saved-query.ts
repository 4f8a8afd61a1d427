import { RequestProblem } from '../problem.ts';
import type { Route } from './route.ts';

/** `/savedqueries…`: the simulator keeps none, so every id is unknown. */
export const savedQueryRoute: Route = {
  kind: 'saved-query',
  methods: ['GET', 'POST'],
  path: /^\/savedqueries(?:\/.*)?$/i,
  handle: () => {
    throw new RequestProblem('Saved query not found');
  },
};
