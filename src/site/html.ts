import type { html } from 'hono/html';

/** Markup with everything in it escaped. */
export type Markup = ReturnType<typeof html>;
