import type { html } from 'hono/html';

/** HTML with everything that was put into it escaped. */
export type Html = ReturnType<typeof html>;
