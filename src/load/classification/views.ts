import type { Classification } from '../../transform/classification/classification.ts';
import type { LoadSession } from '../session.ts';
import type { Language, ViewColumn } from '../views/columns.ts';
import type { ViewDefinition } from '../views/definitions.ts';
import { createViews } from '../views/refresh.ts';

/**
 * Makes the dimension views of a classification, `mart.klass_131` and `mart.klass_131_en`: one
 * row per code, whatever tables use it, so that the code columns of all of them join to it.
 */
export async function refreshConceptViews(
  session: LoadSession,
  conceptKey: number,
  classification: Classification,
): Promise<void> {
  await createViews(
    session,
    (['no', 'en'] as const).map((language) => definition(conceptKey, classification, language)),
  );
}

function definition(
  conceptKey: number,
  { id, names }: Classification,
  language: Language,
): ViewDefinition {
  const no = language === 'no';
  return {
    schema: 'mart',
    name: no ? `klass_${id}` : `klass_${id}_en`,
    comment: no
      ? `${names.no ?? id}: én rad per kode, med nyeste navn. Kilde: Statistisk sentralbyrå, KLASS ${id}. Nøkkel: kode.`
      : `${names.en ?? names.no ?? id}: one row per code, with its newest name. Source: Statistics Norway, KLASS ${id}. Key: code.`,
    columns: no ? NORWEGIAN : ENGLISH,
    body: () => codesOf(conceptKey),
  };
}

const NORWEGIAN: readonly ViewColumn[] = Object.freeze([
  column('kode', 'c.code', 'Kode; nøkkel. Kodekolonnene i tabellene viser hit'),
  column('navn', 'coalesce(c.name_no, c.code)', 'Nyeste navn på bokmål'),
  column('navn_nynorsk', 'c.name_nn', 'Nyeste navn på nynorsk'),
  column('nivå', 'c.level', 'Nivå i klassifikasjonen; tomt for koder som bare tabeller har'),
  column('overordnet_kode', 'c.parent_code', 'Koden over i klassifikasjonen'),
  column(
    'gyldig_fra',
    'c.valid_from',
    'Første dag koden gjelder; tomt for koder som bare tabeller har',
  ),
  column(
    'gyldig_til',
    'c.valid_to',
    'Første dag koden ikke gjelder lenger; tomt når den fortsatt gjelder',
  ),
]);

const ENGLISH: readonly ViewColumn[] = Object.freeze([
  column('code', 'c.code', 'Code; key. The code columns of the tables refer to it'),
  column('name', 'coalesce(c.name_en, c.name_no, c.code)', 'Newest name in English'),
  column('level', 'c.level', 'Level in the classification; null for codes that only tables have'),
  column('parent_code', 'c.parent_code', 'Code above it in the classification'),
  column(
    'valid_from',
    'c.valid_from',
    'First day of the code; null for codes that only tables have',
  ),
  column(
    'valid_to',
    'c.valid_to',
    'First day on which it does not stand any more; null where it does',
  ),
]);

function column(name: string, expression: string, comment: string): ViewColumn {
  return Object.freeze({ name, expression, comment });
}

/** Codes of the register, and those that tables have beside them, such as 0 for the whole country. */
function codesOf(conceptKey: number): string {
  return `from (
  (select distinct on (k.code) k.code, k.name_no, k.name_nn, k.name_en, k.level, k.parent_code,
    min(k.valid_from) over by_code as valid_from,
    nullif(max(coalesce(k.valid_to, 'infinity')) over by_code, 'infinity') as valid_to
  from star.dim_concept_code as k
  where k.concept_key = ${conceptKey}
  window by_code as (partition by k.code)
  order by k.code, k.valid_from desc)
  union all
  (select distinct on (m.code) m.code, m.label_no, null, m.label_en, null, m.parent_code, null, null
  from star.dim_variable as v
  join star.dim_member as m on m.variable_key = v.variable_key
  where v.concept_key = ${conceptKey} and not m.preview_only and not exists (
    select from star.dim_concept_code as k
    where k.concept_key = ${conceptKey} and k.code = m.code)
  order by m.code, m.member_key)
) as c`;
}
