/** JSON pointer (RFC 6901) of a member below `base`. */
export function pointerTo(base: string, ...steps: readonly (string | number)[]): string {
  return base + steps.map((step) => `/${escapeStep(String(step))}`).join('');
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
