/** A document that must be refused, with the code and the pointer of its first finding. */
export interface BrokenCase {
  readonly name: string;
  readonly body: string;
  readonly code: string;
  readonly pointer: string;
}

/** A sound dataset: 2 places × 1 measure × 3 years. */
export const SOUND = Object.freeze({
  version: '2.0',
  class: 'dataset',
  label: 'Folkemengde',
  id: ['Region', 'ContentsCode', 'Tid'],
  size: [2, 1, 3],
  role: { time: ['Tid'], metric: ['ContentsCode'], geo: ['Region'] },
  dimension: {
    Region: {
      label: 'region',
      category: { index: { '0301': 0, '1103': 1 }, label: { '0301': 'Oslo', '1103': 'Stavanger' } },
    },
    ContentsCode: {
      label: 'statistikkvariabel',
      category: {
        index: { Personer: 0 },
        label: { Personer: 'Personer' },
        unit: { Personer: { base: 'personer', decimals: 0 } },
      },
    },
    Tid: {
      label: 'år',
      category: {
        index: ['2022', '2023', '2024'],
        label: { '2022': '2022', '2023': '2023', '2024': '2024' },
      },
    },
  },
  value: [699827, 709037, 717710, 144877, 146011, 148682],
});

const REGION = SOUND.dimension.Region;
const TID = SOUND.dimension.Tid;

function changed(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...SOUND, ...changes });
}

function withDimension(code: string, dimension: unknown): string {
  return changed({ dimension: { ...SOUND.dimension, [code]: dimension } });
}

function withCategory(changes: Readonly<Record<string, unknown>>): string {
  return withDimension('Region', { ...REGION, category: { ...REGION.category, ...changes } });
}

function withFirstValue(json: string): string {
  return changed({}).replace('[699827,', `[${json},`);
}

const REGION_CATEGORY = '/dimension/Region/category';

const JSON_FAULTS: readonly (readonly [string, string, string, string])[] = [
  ['an empty body', '', 'SB_JSON_SYNTAX', ''],
  ['white space only', ' \n\t', 'SB_JSON_SYNTAX', ''],
  ['an HTML page', '<!DOCTYPE html><html></html>', 'SB_JSON_SYNTAX', ''],
  ['a body that was cut off', changed({}).slice(0, -20), 'SB_JSON_SYNTAX', '/value'],
  ['NaN as a value', withFirstValue('NaN'), 'SB_JSON_SYNTAX', '/value/0'],
  ['Infinity as a value', withFirstValue('-Infinity'), 'SB_JSON_SYNTAX', '/value/0'],
  ['a number with a leading zero', withFirstValue('01'), 'SB_JSON_SYNTAX', '/value'],
  ['a number with a decimal comma', withFirstValue('1,,5'), 'SB_JSON_SYNTAX', '/value/1'],
  ['a line break inside text', '{"class":"data\nset"}', 'SB_JSON_SYNTAX', '/class'],
  ['two documents', '{} {}', 'SB_JSON_SYNTAX', ''],
  ['a key without quotes', '{class:"dataset"}', 'SB_JSON_SYNTAX', ''],
  [
    'a member twice',
    '{"class":"dataset","value":[1],"value":[2]}',
    'SB_JSON_DUPLICATE_KEY',
    '/value',
  ],
  [
    'a code twice in an index',
    changed({}).replace('"0301":0', '"0301":0,"0301":1'),
    'SB_JSON_DUPLICATE_KEY',
    `${REGION_CATEGORY}/index/0301`,
  ],
  ['a key twice, once escaped', '{"a/b":1,"\\u0061/b":2}', 'SB_JSON_DUPLICATE_KEY', '/a~1b'],
  [
    'a label with U+0000',
    changed({}).replace('Stavanger', 'Stav\\u0000nger'),
    'SB_JSON_TEXT',
    `${REGION_CATEGORY}/label/1103`,
  ],
  [
    'a code with U+0000',
    changed({}).replace('"1103":1', '"1103\\u0000":1'),
    'SB_JSON_TEXT',
    `${REGION_CATEGORY}/index/1103\\u0000`,
  ],
  [
    'half of a surrogate pair as a code',
    withCategory({ index: ['0301', '\ud83d'] }),
    'SB_JSON_TEXT',
    `${REGION_CATEGORY}/index/1`,
  ],
];

const DOCUMENT_FAULTS: readonly (readonly [string, string, string, string])[] = [
  ['an array', '[]', 'JSONSTAT_ROOT', ''],
  ['null', 'null', 'JSONSTAT_ROOT', ''],
  ['an error answer', '{"type":"Parameter error","status":400}', 'JSONSTAT_ROOT', ''],
  ['a document of class dimension', changed({ class: 'dimension' }), 'JSONSTAT_CLASS', '/class'],
  ['a class that is not text', changed({ class: 2 }), 'JSONSTAT_CLASS', '/class'],
  ['a collection without items', '{"class":"collection"}', 'JSONSTAT_COLLECTION', '/link/item'],
  [
    'a collection with an empty item',
    '{"class":"collection","link":{"item":[{"class":"dataset"}]}}',
    'JSONSTAT_COLLECTION',
    '/link/item/0',
  ],
  [
    'a fault in an embedded dataset',
    JSON.stringify({
      class: 'collection',
      link: { item: [{ href: 'https://example.org/a' }, { ...SOUND, value: [] }] },
    }),
    'JSONSTAT_VALUE_LENGTH',
    '/link/item/1/value',
  ],
  [
    'a fault in one dataset of a bundle',
    JSON.stringify({ good: SOUND, bad: { ...SOUND, size: [2, 1] } }),
    'JSONSTAT_SIZE',
    '/bad/size',
  ],
];

const SHAPE_FAULTS: readonly (readonly [string, string, string, string])[] = [
  ['no dimensions', changed({ dimension: undefined }), 'JSONSTAT_DIMENSION', '/dimension'],
  ['no id', changed({ id: undefined }), 'JSONSTAT_ID', '/id'],
  ['an empty id', changed({ id: [], size: [] }), 'JSONSTAT_ID', '/id'],
  ['an id of numbers', changed({ id: [1, 2, 3] }), 'JSONSTAT_ID', '/id'],
  [
    'a dimension twice in id',
    changed({ id: ['Region', 'Tid', 'Tid'] }),
    'JSONSTAT_ID_DUPLICATE',
    '/id/2',
  ],
  ['fewer sizes than dimensions', changed({ size: [2, 3] }), 'JSONSTAT_SIZE', '/size'],
  ['a negative size', changed({ size: [2, -1, 3] }), 'JSONSTAT_SIZE', '/size/1'],
  ['a size with a fraction', changed({ size: [2, 1, 3.5] }), 'JSONSTAT_SIZE', '/size/2'],
  ['a size that is a word', changed({ size: ['two', 1, 3] }), 'JSONSTAT_SIZE', '/size/0'],
  [
    'more cells than can be numbered',
    changed({ size: [2e9, 2e9, 3] }),
    'JSONSTAT_SIZE_TOO_LARGE',
    '/size',
  ],
  [
    'a size above the number of values',
    changed({ size: [3, 1, 3] }),
    'JSONSTAT_SIZE_MISMATCH',
    '/size/0',
  ],
  [
    'a size below the number of values',
    changed({ size: [2, 1, 2] }),
    'JSONSTAT_SIZE_MISMATCH',
    '/size/2',
  ],
  [
    'a dimension of id that is not described',
    changed({ id: ['Region', 'ContentsCode', 'Kjonn'] }),
    'JSONSTAT_DIMENSION',
    '/dimension/Kjonn',
  ],
  [
    'a dimension named like an inherited property',
    changed({ id: ['Region', 'ContentsCode', 'constructor'] }),
    'JSONSTAT_DIMENSION',
    '/dimension/constructor',
  ],
  [
    'a dimension without category',
    withDimension('Tid', {}),
    'JSONSTAT_CATEGORY',
    '/dimension/Tid/category',
  ],
  [
    'an index that is a number',
    withCategory({ index: 2 }),
    'JSONSTAT_INDEX_TYPE',
    `${REGION_CATEGORY}/index`,
  ],
  [
    'a position that is text',
    withCategory({ index: { '0301': '0', '1103': 1 } }),
    'JSONSTAT_INDEX_TYPE',
    `${REGION_CATEGORY}/index/0301`,
  ],
  [
    'a negative position',
    withCategory({ index: { '0301': -1, '1103': 1 } }),
    'JSONSTAT_INDEX_TYPE',
    `${REGION_CATEGORY}/index/0301`,
  ],
  [
    'a gap in the positions',
    withCategory({ index: { '0301': 0, '1103': 2 } }),
    'JSONSTAT_INDEX_GAP',
    `${REGION_CATEGORY}/index/1103`,
  ],
  [
    'a position twice',
    withCategory({ index: { '0301': 0, '1103': 0 } }),
    'JSONSTAT_INDEX_DUPLICATE',
    `${REGION_CATEGORY}/index/0301`,
  ],
  [
    'codes that are numbers',
    withCategory({ index: [301, 1103] }),
    'JSONSTAT_INDEX_TYPE',
    `${REGION_CATEGORY}/index/0`,
  ],
  [
    'a code twice in an array',
    withCategory({ index: ['0301', '0301'] }),
    'JSONSTAT_CODE_DUPLICATE',
    `${REGION_CATEGORY}/index/1`,
  ],
  [
    'several values without an index',
    withCategory({ index: undefined }),
    'JSONSTAT_INDEX_MISSING',
    `${REGION_CATEGORY}/index`,
  ],
  [
    'labels in an array',
    withCategory({ label: ['Oslo', 'Stavanger'] }),
    'JSONSTAT_LABEL_TYPE',
    `${REGION_CATEGORY}/label`,
  ],
  [
    'a label that is a number',
    withCategory({ label: { '0301': 301, '1103': 'Stavanger' } }),
    'JSONSTAT_LABEL_TYPE',
    `${REGION_CATEGORY}/label/0301`,
  ],
  [
    'a hierarchy that is a list',
    withCategory({ child: ['0301'] }),
    'JSONSTAT_CHILD_TYPE',
    `${REGION_CATEGORY}/child`,
  ],
  [
    'descendants that are no list',
    withCategory({ child: { '0301': '1103' } }),
    'JSONSTAT_CHILD_TYPE',
    `${REGION_CATEGORY}/child/0301`,
  ],
  [
    'values that are each other’s ancestors',
    withCategory({ child: { '0301': ['1103'], '1103': ['0301'] } }),
    'JSONSTAT_CHILD_CYCLE',
    `${REGION_CATEGORY}/child`,
  ],
  ['roles that are a list', changed({ role: ['Tid'] }), 'JSONSTAT_ROLE_TYPE', '/role'],
  ['a role for a number', changed({ role: { time: [3] } }), 'JSONSTAT_ROLE_TYPE', '/role/time/0'],
  [
    'a dimension with two roles',
    changed({ role: { time: ['Tid'], metric: ['Tid'] } }),
    'JSONSTAT_ROLE_TWICE',
    '/role/metric/0',
  ],
];

const CELL_FAULTS: readonly (readonly [string, string, string, string])[] = [
  ['no cells', changed({ value: undefined }), 'JSONSTAT_VALUE_MISSING', '/value'],
  ['null for cells', changed({ value: null }), 'JSONSTAT_VALUE_MISSING', '/value'],
  ['cells that are text', changed({ value: '1 2 3' }), 'JSONSTAT_VALUE_TYPE', '/value'],
  [
    'fewer cells than the sizes say',
    changed({ value: [1, 2, 3] }),
    'JSONSTAT_VALUE_LENGTH',
    '/value',
  ],
  [
    'more cells than the sizes say',
    changed({ value: [1, 2, 3, 4, 5, 6, 7] }),
    'JSONSTAT_VALUE_LENGTH',
    '/value',
  ],
  ['metadata where cells are due', changed({ value: [] }), 'JSONSTAT_VALUE_LENGTH', '/value'],
  ['a number as text', withFirstValue('"699827"'), 'JSONSTAT_VALUE_TYPE', '/value/0'],
  ['a cell that is true', withFirstValue('true'), 'JSONSTAT_VALUE_TYPE', '/value/0'],
  ['a number beyond all floats', withFirstValue('1e400'), 'JSONSTAT_VALUE_NOT_FINITE', '/value/0'],
  [
    'a negative number beyond all floats',
    withFirstValue('-1e400'),
    'JSONSTAT_VALUE_NOT_FINITE',
    '/value/0',
  ],
  [
    'an integer above 2^53',
    withFirstValue('9007199254740993'),
    'JSONSTAT_VALUE_UNSAFE_INTEGER',
    '/value/0',
  ],
  [
    'a sparse cell beyond the last',
    changed({ value: { '6': 1 } }),
    'JSONSTAT_VALUE_INDEX',
    '/value/6',
  ],
  [
    'a sparse cell with a padded index',
    changed({ value: { '01': 1 } }),
    'JSONSTAT_VALUE_INDEX',
    '/value/01',
  ],
  ['a sparse cell with text', changed({ value: { '1': '1' } }), 'JSONSTAT_VALUE_TYPE', '/value/1'],
  [
    'a sparse cell that is too large',
    changed({}).replace(/"value":.*/, '"value":{"2":1e999}}'),
    'JSONSTAT_VALUE_NOT_FINITE',
    '/value/2',
  ],
  [
    'a symbol that is a number',
    changed({ status: { '0': 1 } }),
    'JSONSTAT_STATUS_TYPE',
    '/status/0',
  ],
  ['symbols that are a number', changed({ status: 7 }), 'JSONSTAT_STATUS_TYPE', '/status'],
  ['too few symbols', changed({ status: ['.', '.'] }), 'JSONSTAT_STATUS_LENGTH', '/status'],
  [
    'a symbol beyond the last cell',
    changed({ status: { '6': '.' } }),
    'JSONSTAT_STATUS_INDEX',
    '/status/6',
  ],
  [
    'a symbol beyond the last cell in the former Eurostat form',
    changed({ status: { value: { '9': ':' }, category: {} } }),
    'JSONSTAT_STATUS_INDEX',
    '/status/value/9',
  ],
  [
    'a period with a code of 801 characters',
    withDimension('Tid', { ...TID, category: { index: ['2022', '2'.repeat(801), '2024'] } }),
    'JSONSTAT_CODE_LENGTH',
    '/dimension/Tid/category/index/1',
  ],
  [
    'a place with a code of 10,000 characters',
    withCategory({ index: { '0301': 0, ['æ'.repeat(10_000)]: 1 } }),
    'JSONSTAT_CODE_LENGTH',
    '/dimension/Region/category/index',
  ],
  [
    'a variable with a code of 10,000 characters',
    changed({ id: ['Region', 'x'.repeat(10_000), 'Tid'] }),
    'JSONSTAT_CODE_LENGTH',
    '/id/1',
  ],
  [
    'a symbol of 10,000 characters',
    changed({ status: { '0': 'x'.repeat(10_000) } }),
    'JSONSTAT_CODE_LENGTH',
    '/status/0',
  ],
  [
    'a symbol of 10,000 characters for all cells',
    changed({ status: 'x'.repeat(10_000) }),
    'JSONSTAT_CODE_LENGTH',
    '/status',
  ],
  [
    'a period twice',
    withDimension('Tid', { ...TID, category: { index: ['2022', '2022', '2024'] } }),
    'JSONSTAT_CODE_DUPLICATE',
    '/dimension/Tid/category/index/1',
  ],
];

/** Documents of our own that must be refused. */
export const BROKEN: readonly BrokenCase[] = [
  ...JSON_FAULTS,
  ...DOCUMENT_FAULTS,
  ...SHAPE_FAULTS,
  ...CELL_FAULTS,
].map(([name, body, code, pointer]) => ({ name, body, code, pointer }));
