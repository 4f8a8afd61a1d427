/**
 * Readers of responses for the proof's page: JSON-stat, delimited text, workbooks. They run in the
 * browser and are written apart from the readers of the program on purpose: two readers that
 * agree are better evidence than one. `openResponse(bytes)` gives a function from a cell to its number.
 */
export const PROOF_READERS = String.raw`
const textOf = (bytes) => new TextDecoder().decode(bytes);
async function openResponse(bytes) {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return workbook(bytes);
  const text = textOf(bytes);
  return /^\s*\{/.test(text) ? jsonStat(JSON.parse(text)) : delimited(text);
}
function jsonStat(document) {
  const set = document.value !== undefined ? document : Object.values(document).find((part) => part && part.value !== undefined);
  const ids = set.id ?? set.dimension.id;
  const sizes = set.size ?? set.dimension.size;
  return async ({ codes }) => {
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
  };
}
function numberOf(text, decimal) {
  const digits = decimal === ',' ? text.replace(/[^\d,−-]/g, '').replace(',', '.') : text.replace(/[^\d.eE+−-]/g, '');
  const number = Number(digits.replace('−', '-'));
  return digits === '' || Number.isNaN(number) ? null : number;
}
function delimited(text) {
  const separator = text.split('\n', 1)[0].includes(';') ? ';' : ',';
  const lines = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').replace(/\n*$/, '\n');
  const records = new Map();
  let record = [];
  let field = '';
  let quoted = false;
  let line = 1;
  for (let at = 0; at < lines.length; at += 1) {
    const sign = lines[at];
    if (quoted && sign === '"' && lines[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === separator || sign === '\n')) {
      record.push(field);
      field = '';
      if (sign === '\n') {
        records.set(line, record);
        record = [];
        line += 1;
      }
    } else {
      field += sign;
      if (sign === '\n') line += 1;
    }
  }
  const [names] = records.values();
  const at = (column) => (line) => {
    const text = records.get(line)?.[names.indexOf(column)];
    if (text === undefined) throw new Error(line + ', ' + column);
    return numberOf(text, '.');
  };
  return async ({ place: { document: place } }) => {
    const read = at(place.column);
    if (place.in === 'line') return read(place.line);
    const scores = place.lines.map(read);
    return place.line === null ? scores.length : 1 + scores.filter((score) => score > read(place.line)).length;
  };
}
/* Zip as of APPNOTE 6.3: the list of parts stands at the end. */
function partsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const short = (at) => view.getUint16(at, true);
  const long = (at) => view.getUint32(at, true);
  let end = bytes.length - 22;
  while (long(end) !== 0x06054b50) end -= 1;
  const parts = new Map();
  for (let left = short(end + 10), at = long(end + 16); left > 0; left -= 1) {
    const name = textOf(bytes.subarray(at + 46, at + 46 + short(at + 28)));
    const local = long(at + 42);
    const start = local + 30 + short(local + 26) + short(local + 28);
    parts.set(name, { packed: short(at + 10) === 8, bytes: bytes.subarray(start, start + long(at + 20)) });
    at += 46 + short(at + 28) + short(at + 30) + short(at + 32);
  }
  return async (name) => {
    const part = parts.get(name);
    if (part === undefined) return null;
    const stream = new Blob([part.bytes]).stream();
    const plain = part.packed ? stream.pipeThrough(new DecompressionStream('deflate-raw')) : stream;
    return new DOMParser().parseFromString(await new Response(plain).text(), 'application/xml');
  };
}
async function workbook(bytes) {
  const part = partsOf(bytes);
  const all = (node, name) => (node === null ? [] : [...node.getElementsByTagNameNS('*', name)]);
  const written = (node) => all(node, 't').filter((piece) => piece.parentNode.localName !== 'rPh').map((piece) => piece.textContent).join('');
  const strings = all(await part('xl/sharedStrings.xml'), 'si').map(written);
  const targets = new Map(all(await part('xl/_rels/workbook.xml.rels'), 'Relationship').map((link) => [link.getAttribute('Id'), link.getAttribute('Target')]));
  const sheets = new Map(all(await part('xl/workbook.xml'), 'sheet').map((sheet) => [
    sheet.getAttribute('name'),
    targets.get([...sheet.attributes].find(({ localName }) => localName === 'id').value),
  ]));
  return async ({ place: { document: place } }) => {
    const target = sheets.get(place.sheet) ?? '';
    const sheet = await part(target.startsWith('/') ? target.slice(1) : 'xl/' + target);
    const cell = all(sheet, 'c').find((one) => one.getAttribute('r') === place.cell);
    if (cell === undefined) throw new Error(place.sheet + '!' + place.cell);
    const value = all(cell, 'v')[0]?.textContent ?? '';
    const type = cell.getAttribute('t');
    return numberOf(type === 's' ? strings[value] : type === 'inlineStr' ? written(cell) : value, place.decimal);
  };
}
`;
