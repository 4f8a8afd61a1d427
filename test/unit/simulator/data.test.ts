import { describe, expect, test } from 'vitest';
import { recordedCells, recordedJson } from '../../support/recorded-cells.ts';
import { noneRecorded } from '../../support/recorded.ts';
import { ask, everything, exampleSimulator } from '../../support/simulator.ts';

const BASE = '/tables/07459/data?valueCodes[ContentsCode]=Personer1&valueCodes[Tid]=2025';

describe('data', () => {
  test('a selection cuts out its cells in the table’s order', async () => {
    const answer = await ask(await exampleSimulator(), '/tables/05803/data', [
      { variableCode: 'Tid', valueCodes: ['2026', '1735'] },
      { variableCode: 'ContentsCode', valueCodes: ['Innflyttinger', 'Personer'] },
    ]);
    expect(answer.json()).toMatchObject({
      id: ['ContentsCode', 'Tid'],
      size: [2, 2],
      value: [616109, 5627400, null, null],
      status: { '2': '..', '3': '..' },
    });
  });

  test('GET and POST of the same selection are the same text', async () => {
    const simulator = await exampleSimulator();
    const get = await ask(simulator, `${BASE}&valueCodes[Kjonn]=*&valueCodes[Alder]=top(3)`);
    const post = await ask(simulator, '/tables/07459/data', [
      { variableCode: 'ContentsCode', valueCodes: ['Personer1'] },
      { variableCode: 'Tid', valueCodes: ['2025'] },
      { variableCode: 'Kjonn', valueCodes: ['*'] },
      { variableCode: 'Alder', valueCodes: ['top(3)'] },
    ]);
    expect(get.text).toBe(post.text);
  });

  test('variables and values are matched without regard to case, and time is an alias', async () => {
    const answer = await ask(await exampleSimulator(), '/tables/05803/data', [
      { variableCode: 'TIME', valueCodes: ['2026'] },
      { variableCode: 'contentscode', valueCodes: ['personer'] },
    ]);
    expect(answer.json()).toMatchObject({ id: ['ContentsCode', 'Tid'], value: [5627400] });
  });

  test('index and labels are written in the table’s order, which JavaScript would lose', async () => {
    const { text } = await ask(await exampleSimulator(), '/tables/07459/metadata');
    expect(text).toContain('"index":{"2":0,"1":1},"label":{"2":"Kvinner","1":"Menn"}');
    expect(text.indexOf('"099":99')).toBeLessThan(text.indexOf('"100":100'));
  });

  test('an eliminated variable disappears and is summed', async () => {
    const simulator = await exampleSimulator();
    const both = (await ask(simulator, `${BASE}&valueCodes[Alder]=000&valueCodes[Kjonn]=*`)).json();
    const total = (await ask(simulator, `${BASE}&valueCodes[Alder]=000`)).json();
    expect(total.id).toEqual(['Alder', 'ContentsCode', 'Tid']);
    expect(total.value).toEqual([both.value[0] + both.value[1]]);
  });

  test('an elimination value stands for the whole where there is one', async () => {
    const simulator = await exampleSimulator();
    const path = '/tables/10325/data?valueCodes[ContentsCode]=Dode&valueCodes[Tid]=2024';
    const eliminated = (await ask(simulator, `${path}&valueCodes[Alder]=090`)).json();
    const asked = (
      await ask(simulator, `${path}&valueCodes[Alder]=090&valueCodes[Kjonn]=0`)
    ).json();
    expect(eliminated.value).toEqual(asked.value);
    expect(asked.dimension.Kjonn.extension).toMatchObject({
      elimination: true,
      eliminationValueCode: '0',
    });
  });

  test('a pattern that matches nothing silently eliminates the variable', async () => {
    const simulator = await exampleSimulator();
    const pattern = await ask(simulator, `${BASE}&valueCodes[Alder]=000&valueCodes[Kjonn]=x*`);
    const without = await ask(simulator, `${BASE}&valueCodes[Alder]=000`);
    expect(pattern.text).toBe(without.text);
  });

  test('without a selection the default selection answers', async () => {
    const simulator = await exampleSimulator();
    const expected = (await ask(simulator, '/tables/07459/defaultselection')).json();
    const answer = await ask(simulator, '/tables/07459/data');
    const data = answer.json();
    expect(data.id).toEqual(
      expected.selection.map((part: { variableCode: string }) => part.variableCode),
    );
    expect(data.size).toEqual(
      expected.selection.map((part: { valueCodes: string[] }) => part.valueCodes.length),
    );
    expect(data.value.length).toBeLessThan(4240);
    expect((await ask(simulator, '/tables/07459/data', [])).text).toBe(answer.text);
  });

  test('unknown parameters are ignored, a misspelt format too', async () => {
    const simulator = await exampleSimulator();
    const plain = await ask(simulator, `${BASE}&valueCodes[Alder]=000`);
    const odd = await ask(
      simulator,
      `${BASE}&valueCodes[Alder]=000&format=csv&outputValues[Alder]=single`,
    );
    expect(odd.text).toBe(plain.text);
  });

  test('a GET codelist counts only beside value codes with the same key', async () => {
    const simulator = await exampleSimulator();
    const dropped = await ask(
      simulator,
      `${BASE}&valueCodes[alder]=000&codelist[Alder]=agg_FemAarigGruppering`,
    );
    expect(Object.keys(dropped.json().dimension.Alder.category.index)).toEqual(['000']);
    const read = await ask(
      simulator,
      `${BASE}&valueCodes[alder]=F00-04&codelist[alder]=agg_FemAarigGruppering`,
    );
    expect(Object.keys(read.json().dimension.Alder.category.index)).toEqual(['F00-04']);
  });

  test('ten-year and five-year groups have the same sum as the single years', async () => {
    const simulator = await exampleSimulator();
    const sum = async (codelist: string | null): Promise<number> => {
      const { value } = (
        await ask(simulator, '/tables/07459/data', [
          { variableCode: 'Alder', valueCodes: ['*'], codelist },
          ...everything('ContentsCode', 'Tid'),
        ])
      ).json();
      return value.reduce((total: number, each: number) => total + each, 0);
    };
    const single = await sum(null);
    expect(await sum('agg_FemAarigGruppering')).toBe(single);
    expect(await sum('agg_TiAarigGruppering')).toBe(single);
  });

  test('nil is sent as null with its sign and counts as zero in a sum', async () => {
    const simulator = await exampleSimulator();
    const whole = (
      await ask(
        simulator,
        '/tables/10325/data',
        everything('Kjonn', 'Alder', 'ContentsCode', 'Tid'),
      )
    ).json();
    const signs = Object.entries(whole.status);
    expect(signs.length).toBeGreaterThan(0);
    for (const [index, sign] of signs) expect([whole.value[index], sign]).toEqual([null, '-']);
    const ages = Object.keys(whole.dimension.Alder.category.index).filter((age) => age !== '');
    const summed = (
      await ask(simulator, '/tables/10325/data', [
        { variableCode: 'Kjonn', valueCodes: ['0'] },
        ...everything('ContentsCode', 'Tid'),
      ])
    ).json();
    const first = ages.reduce((total, _, age) => total + (whole.value[age * 10] ?? 0), 0);
    expect(summed.value[0]).toBe(first);
  });

  test('a sum with a confidential part is confidential', async () => {
    const answer = await ask(await exampleSimulator(), '/tables/11694/data', [
      ...everything('ContentsCode', 'Tid'),
    ]);
    expect(Object.values(answer.json().status)).toContain(':');
  });

  test('metadata has no figures, its codelists, and no elimination value', async () => {
    const metadata = (await ask(await exampleSimulator(), '/tables/10325/metadata')).json();
    expect(metadata.value).toEqual([]);
    expect(metadata.dimension.Kjonn.extension).toEqual({
      elimination: true,
      show: 'value',
      codelists: [],
    });
    expect(metadata.label).toBe('10325: Døde 2015-2024');
  });

  test('metadata can have a codelist applied', async () => {
    const simulator = await exampleSimulator();
    const path = '/tables/07459/metadata?codelist[Alder]=agg_TiAarigGruppering';
    expect((await ask(simulator, path)).json().size).toEqual([1, 2, 11, 1, 20]);
  });

  test('English differs in texts and not in codes or figures', async () => {
    const simulator = await exampleSimulator();
    const no = (await ask(simulator, '/tables/05803/data?lang=no')).json();
    const en = (await ask(simulator, '/tables/05803/data?lang=en')).json();
    expect(en.source).toBe('Statistics Norway');
    expect(en.dimension.ContentsCode.category.label.Personer).toBe('Population 1 January');
    expect(en.dimension.ContentsCode.category.index).toEqual(
      no.dimension.ContentsCode.category.index,
    );
    expect(en.value).toEqual(no.value);
  });

  test('the body names no person and no real address', async () => {
    const { contact } = (await ask(await exampleSimulator(), '/tables/05803/data')).json()
      .extension;
    expect(contact).toEqual([
      expect.objectContaining({ name: 'Kontaktperson', mail: 'contact@example.org' }),
    ]);
  });
});

describe.skipIf(noneRecorded)('data, against four recorded files', () => {
  const TEXTS = new Set(['note', 'noteMandatory', 'contact', 'contents', 'label']);
  const facts = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body), (key, value) => (TEXTS.has(key) ? undefined : value));

  test.each([
    ['05803', 'ssb/v2_05803_data_no.json'],
    ['13760', 'ssb/v2_13760_data_no.json'],
    ['12134', 'ssb/v2_12134_data_no.json'],
  ])('table %s has every fact of %s', async (id, file) => {
    const recorded = recordedJson(file);
    const answer = await ask(
      await exampleSimulator(),
      `/tables/${id}/data`,
      everything(...recorded.id),
    );
    const expected: any = facts(recorded);
    if (id === '12134') {
      delete expected.dimension.ContentsCode.link;
    }
    expect(facts(answer.json())).toEqual(expected);
  });

  test('the five-year groups of 07459 equal table 10211 of the same day', async () => {
    const answer = (
      await ask(await exampleSimulator(), '/tables/07459/data', [
        { variableCode: 'Alder', valueCodes: ['*'], codelist: 'agg_FemAarigGruppering' },
        ...everything('Kjonn', 'ContentsCode', 'Tid'),
      ])
    ).json();
    const { cell } = recordedCells('ssb/v0dataset_population-by-gender-age-5year.json');
    const [sexes, ages, , years]: any = answer.id.map((id: string) =>
      Object.entries(answer.dimension[id].category.index),
    );
    for (const [Kjonn, sex] of sexes) {
      for (const [Alder, age] of ages) {
        for (const [Tid, year] of years) {
          const flat = (sex * ages.length + age) * years.length + year;
          const [figure] = cell({ Kjonn, Alder, Tid, ContentsCode: 'Personer' });
          expect([Kjonn, Alder, Tid, answer.value[flat]]).toEqual([Kjonn, Alder, Tid, figure]);
        }
      }
    }
  });
});
