const told = new Set<string>();

/**
 * Whether something that tests need is absent from this machine: said once on standard error, with
 * the remedy, so that no skip goes unseen.
 *
 * @throws Error where it is promised, as `.ci/run` promises what it installs: a skip there would
 *   pass for a success
 */
export function isAbsent(
  thing: string,
  { there, remedy, promised = false }: AbsenceFacts,
): boolean {
  if (there) return false;
  if (promised) throw new Error(`${thing} is absent, and it was promised. ${remedy}`);
  if (!told.has(thing)) process.stderr.write(`Tests are skipped: ${thing} is absent. ${remedy}\n`);
  told.add(thing);
  return true;
}

interface AbsenceFacts {
  readonly there: boolean;
  /** How to have it, in a sentence. */
  readonly remedy: string;
  readonly promised?: boolean;
}
