/** A JSON object as parsed: nothing is known of its members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, or null if it is anything else (arrays included). */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}

/** The value as text, or null if it is anything else. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * A member of an object whose keys come from outside. Codes such as `constructor`
 * must not find what every JavaScript object inherits.
 */
export function member(object: JsonObject | null, key: string): unknown {
  return object !== null && Object.hasOwn(object, key) ? object[key] : undefined;
}

// Long enough to recognise a value in a message, short enough for one line of a log.
const SHOWN_CHARACTERS = 60;

/** A value as JSON for a message, cut to one short line. */
export function show(value: unknown): string {
  // JSON has no infinity and would print null.
  const json = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
  return json.length > SHOWN_CHARACTERS ? `${json.slice(0, SHOWN_CHARACTERS)}…` : json;
}
