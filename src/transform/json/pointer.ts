/**
 * JSON pointer (RFC 6901) of a member below `base`. Characters that no database stores stand
 * as JSON escapes, since pointers are kept with findings.
 */
export function pointerTo(base: string, ...steps: readonly (string | number)[]): string {
  return base + steps.map((step) => `/${escapeStep(String(step))}`).join('');
}

function escapeStep(step: string): string {
  return step
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replaceAll(
      /[\0\p{Surrogate}]/gu,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
