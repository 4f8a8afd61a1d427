/**
 * What the proof's page does, in the browser and without this program: it takes the checksum of
 * each response, finds each cell by its codes as JSON-stat lays them out, and makes the claim's
 * number again. Written apart from the reader of the program on purpose: two readers that
 * agree are better evidence than one.
 */
export const PROOF_SCRIPT = `
'use strict';
const facts = JSON.parse(document.getElementById('facts').textContent);
const responses = new Map();
const set = (id, ok, text) => {
  const place = document.getElementById(id);
  place.textContent = (ok ? '✓ ' : '✗ ') + text;
  place.className = ok ? 'ok' : 'bad';
};
const bytesOf = (sha256) => {
  const text = atob(document.getElementById('r-' + sha256).textContent.trim());
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
};
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
function read(document, codes) {
  const set = document.value !== undefined ? document : Object.values(document).find((part) => part && part.value !== undefined);
  const ids = set.id ?? set.dimension.id;
  const sizes = set.size ?? set.dimension.size;
  let index = 0;
  ids.forEach((id, axis) => {
    const { index: places, label } = set.dimension[id].category;
    const code = codes[id];
    const place = places === undefined ? Object.keys(label).indexOf(code)
      : Array.isArray(places) ? places.indexOf(code) : places[code];
    if (place === undefined || place < 0) throw new Error(id + '=' + code);
    index = index * sizes[axis] + place;
  });
  const symbol = typeof set.status === 'string' ? set.status : set.status?.[index] ?? '';
  const value = set.value[index] ?? null;
  return value === null && symbol === '-' ? 0 : value;
}
const near = (one, other) => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
function made(number, values) {
  const { take, factor } = number;
  if (take.take === 'rank') {
    const own = values[number.cells.findIndex(({ codes }) => codes[take.variable] === take.code)];
    return 1 + values.filter((value) => value > own).length;
  }
  return values.reduce((sum, value) => sum + value, 0) * Number(factor);
}
async function prove() {
  let all = true;
  for (const { sha256 } of facts.responses) {
    const bytes = bytesOf(sha256);
    const ok = hex(await crypto.subtle.digest('SHA-256', bytes)) === sha256;
    all &&= ok;
    set('h-' + sha256, ok, ok ? facts.words.hashOk : facts.words.hashBad);
    try { responses.set(sha256, JSON.parse(new TextDecoder().decode(bytes))); } catch { responses.set(sha256, null); }
  }
  facts.numbers.forEach((number, nth) => {
    if (number.cells.some(({ sha256 }) => responses.get(sha256) === null)) {
      document.getElementById('n-' + nth).textContent = facts.words.byHand;
      return;
    }
    try {
      const values = number.cells.map(({ codes, sha256 }) => read(responses.get(sha256), codes));
      const number_ = made(number, values);
      const same = number.cells.every(({ value }, cell) => value === null ? values[cell] === null : near(Number(value), values[cell]));
      const ok = same && near(number_, Number(number.value));
      all &&= ok;
      set('n-' + nth, ok, (ok ? facts.words.numberOk : facts.words.numberBad) + ' ' + String(Number(number_.toPrecision(12))).replace('.', facts.words.point));
    } catch (error) {
      all = false;
      set('n-' + nth, false, facts.words.notFound + ' ' + error.message);
    }
  });
  set('all', all, all ? facts.words.allOk : facts.words.allBad);
}
prove().catch((error) => set('all', false, String(error)));
`;
