/**
 * Up to this span a plain array of keys (8 bytes each, 32 MB) is smaller and ten times
 * faster than a Map; sparse cubes may span billions.
 */
const ARRAY_SPAN = 4_000_000;

/** Keys by ordinal; 0 is "none", as keys start at 1. */
export interface OrdinalMap {
  readonly get: (ordinal: number) => number;
  readonly set: (ordinal: number, key: number) => void;
  /** Ordinals that have a key. */
  readonly ordinals: () => Iterable<number>;
}

/** A map for ordinals below `span`. */
export function createOrdinalMap(span: number): OrdinalMap {
  if (span <= ARRAY_SPAN) {
    const keys = new Float64Array(span);
    return {
      get: (ordinal) => keys[ordinal] ?? 0,
      set: (ordinal, key) => {
        keys[ordinal] = key;
      },
      ordinals: function* () {
        for (let ordinal = 0; ordinal < span; ordinal += 1) if (keys[ordinal] !== 0) yield ordinal;
      },
    };
  }
  const keys = new Map<number, number>();
  return {
    get: (ordinal) => keys.get(ordinal) ?? 0,
    set: (ordinal, key) => {
      keys.set(ordinal, key);
    },
    ordinals: () => keys.keys(),
  };
}

/** Up to this many array places a present key the inverse is an array, else a Map. */
const ARRAY_WASTE = 8;

/** The inverse for a list of keys: place in the list by key, or -1. */
export function placesByKey(keys: ArrayLike<number>): {
  readonly lowest: number;
  readonly highest: number;
  readonly placeOf: (key: number) => number;
} {
  let lowest = Infinity;
  let highest = -Infinity;
  let count = 0;
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0;
    if (key === 0) continue;
    count += 1;
    if (key < lowest) lowest = key;
    if (key > highest) highest = key;
  }
  if (count === 0) return { lowest: 0, highest: 0, placeOf: () => -1 };
  const span = highest - lowest + 1;
  if (span <= count * ARRAY_WASTE) {
    const places = new Int32Array(span).fill(-1);
    for (let place = 0; place < keys.length; place += 1) {
      const key = keys[place] ?? 0;
      if (key !== 0) places[key - lowest] = place;
    }
    return { lowest, highest, placeOf: (key) => places[key - lowest] ?? -1 };
  }
  const places = new Map<number, number>();
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0;
    if (key !== 0) places.set(key, place);
  }
  return { lowest, highest, placeOf: (key) => places.get(key) ?? -1 };
}
