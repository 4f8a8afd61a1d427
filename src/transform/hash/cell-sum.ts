// Constants and rounds of MurmurHash3_x86_128 (Austin Appleby, public domain).
const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

// Stands for "no number" in the place of a float's bits; no number in a cube is NaN.
const MISSING_HIGH = 0x7ff80000;

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** A run of cells that follow each other: only the last axes vary along it. */
export interface CellRun {
  /** Four lanes that the axes which stand still contribute. */
  readonly base: Int32Array;
  /** Four lanes for each cell of the run, from the axes that vary. */
  readonly places: Int32Array;
  /** Numbers of the column that holds the run, and where in it the run begins. */
  readonly values: readonly (number | null)[];
  readonly from: number;
  /** Two lanes for each cell of the column, 0 and 0 for no symbol; null if there is no symbol at all. */
  readonly symbols: Int32Array | null;
}

/** A sum of cell hashes: adding is commutative, so cells may come in any order. */
export interface CellSum {
  /** Adds the cells of a run that have a number or a symbol. */
  add(run: CellRun): void;
  /** Cells added so far. */
  readonly count: number;
  /** The four sums modulo 2^32, as 16 bytes. */
  digest(): Buffer;
}

/** The place as seed and number and symbol as a 16-byte key, mixed to 128 bits and added lane by lane. Allocates nothing per cell. */
export function createCellSum(): CellSum {
  const float = new Float64Array(1);
  const words = new Int32Array(float.buffer);
  const low = LITTLE_ENDIAN ? 0 : 1;
  const sums = new Int32Array(4);
  let count = 0;

  return {
    add({ base, places, values, from, symbols }) {
      const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = base;
      let [sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0] = sums;
      const cells = places.length / 4;
      for (let cell = 0; cell < cells; cell += 1) {
        const value = values[from + cell] as number | null;
        const symbolAt = (from + cell) * 2;
        const s0 = symbols === null ? 0 : (symbols[symbolAt] as number);
        const s1 = symbols === null ? 0 : (symbols[symbolAt + 1] as number);
        let valueLow = 0;
        let valueHigh = MISSING_HIGH;
        if (value !== null) {
          // Adding zero turns -0 into 0: they are the same published figure.
          float[0] = value + 0;
          valueLow = words[low] as number;
          valueHigh = words[1 - low] as number;
        } else if (s0 === 0 && s1 === 0) {
          continue;
        }
        const at = cell * 4;
        // The place comes from SHA-256, so it serves as the seed and needs no mixing of its own.
        let h1 = (b0 + (places[at] as number)) | 0;
        let h2 = (b1 + (places[at + 1] as number)) | 0;
        let h3 = (b2 + (places[at + 2] as number)) | 0;
        let h4 = (b3 + (places[at + 3] as number)) | 0;

        h1 ^= scramble(valueLow, C1, 15, C2);
        h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
        h2 ^= scramble(valueHigh, C2, 16, C3);
        h2 = (Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
        h3 ^= scramble(s0, C3, 17, C4);
        h3 = (Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
        h4 ^= scramble(s1, C4, 18, C1);
        h4 = (Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;

        h1 = (h1 + h2 + h3 + h4) | 0;
        h2 = finish(h2 + h1);
        h3 = finish(h3 + h1);
        h4 = finish(h4 + h1);
        h1 = (finish(h1) + h2 + h3 + h4) | 0;
        sum0 = (sum0 + h1) | 0;
        sum1 = (sum1 + h2 + h1) | 0;
        sum2 = (sum2 + h3 + h1) | 0;
        sum3 = (sum3 + h4 + h1) | 0;
        count += 1;
      }
      sums.set([sum0, sum1, sum2, sum3]);
    },
    get count() {
      return count;
    },
    digest() {
      const bytes = Buffer.alloc(16);
      sums.forEach((sum, lane) => bytes.writeInt32LE(sum, lane * 4));
      return bytes;
    },
  };
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function scramble(word: number, first: number, by: number, second: number): number {
  return Math.imul(rotate(Math.imul(word, first), by), second);
}

function finish(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
