/** JSON that may hold maps: objects whose keys are written in the order of insertion. */
export type OrderedJson =
  | string
  | number
  | boolean
  | null
  | readonly OrderedJson[]
  | ReadonlyMap<string, OrderedJson>
  | { readonly [key: string]: OrderedJson | undefined };

/**
 * Writes JSON with the keys of maps in their own order.
 *
 * SSB sends `category.index` as `{"0":0,"2":1,"1":2}`. A JavaScript object cannot hold
 * that order (integer-like keys are sorted), and clients that trust key order mislabel
 * men and women; the simulator has to send what SSB sends. Undefined members are left out.
 */
export function writeJson(value: OrderedJson): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`;
  const entries: Iterable<readonly [string, OrderedJson | undefined]> =
    value instanceof Map ? value : Object.entries(value);
  const members: string[] = [];
  for (const [key, member] of entries) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${writeJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly OrderedJson[] {
  return Array.isArray(value);
}
