import { PROOF_READERS } from './proof-readers.ts';

/**
 * What the proof's page does, in the browser and without this program: it takes the checksum of
 * each response, reads each cell again, by its codes in JSON-stat and by its place in other
 * documents, and makes the claim's number again.
 */
export const PROOF_SCRIPT = `
'use strict';
${PROOF_READERS}
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
    responses.set(sha256, bytes);
  }
  const opened = new Map();
  const read = async (cell) => {
    if (!opened.has(cell.sha256)) opened.set(cell.sha256, openResponse(responses.get(cell.sha256)));
    return (await opened.get(cell.sha256))(cell);
  };
  for (const [nth, number] of facts.numbers.entries()) {
    if (number.cells.some(({ place }) => place.pointer === null && place.document === null)) {
      document.getElementById('n-' + nth).textContent = facts.words.byHand;
      continue;
    }
    try {
      const values = await Promise.all(number.cells.map(read));
      const total = made(number, values);
      const same = number.cells.every(({ value }, cell) => value === null ? values[cell] === null : near(Number(value), values[cell]));
      const ok = same && near(total, Number(number.value));
      all &&= ok;
      set('n-' + nth, ok, (ok ? facts.words.numberOk : facts.words.numberBad) + ' ' + String(Number(total.toPrecision(12))).replace('.', facts.words.point));
    } catch (error) {
      all = false;
      set('n-' + nth, false, facts.words.notFound + ' ' + error.message);
    }
  }
  set('all', all, all ? facts.words.allOk : facts.words.allBad);
}
prove().catch((error) => set('all', false, String(error)));
`;
