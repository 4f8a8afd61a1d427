import type { ShapeVariable, TableShape } from './table-shape.ts';
import { FIXED_COLUMNS } from './fixed-columns.ts';

/** Where views are: `mart` has what is published, `mart_preview` what would be if what is held were released. */
export type ViewSchema = 'mart' | 'mart_preview';

/** One column of a generated view. */
export interface ViewColumn {
  readonly name: string;
  /** SQL over the aliases of `sources`. */
  readonly expression: string;
  readonly comment: string;
  /** Slot of the variable whose code or label the expression reads, so that its join is there. */
  readonly slot?: number;
}

export type Language = 'no' | 'en';

/** Columns for the table's variables, time included, in the table's order; those no longer there come last. */
export function variableColumns(
  shape: TableShape,
  language: Language,
  schema: ViewSchema,
  include: (role: string) => boolean = () => true,
): readonly ViewColumn[] {
  const { codeSuffix } = FIXED_COLUMNS[language];
  const codeOf = language === 'no' ? 'Kode for' : 'Code of';
  return shape.variables
    .filter(({ role }) => include(role))
    .flatMap((variable): ViewColumn[] => {
      const name = language === 'no' ? variable.columnNo : variable.columnEn;
      const label = (language === 'en' ? variable.labelEn : null) ?? variable.labelNo;
      if (variable.role === 'time') return [{ name, expression: 't.code', comment: label }];
      const { code, label: labelled } = readsOf(variable, language, schema);
      const slot = variable.role === 'metric' ? {} : { slot: variable.slot };
      return [
        { name, expression: labelled, comment: label, ...slot },
        {
          name: `${name}${codeSuffix}`,
          expression: code,
          comment: `${codeOf} ${label} (${variable.code})`,
          ...slot,
        },
      ];
    });
}

/** First and last day of the period. */
export function periodColumns(language: Language): readonly ViewColumn[] {
  const names = FIXED_COLUMNS[language];
  const no = language === 'no';
  return [
    {
      name: names.start,
      expression: 't.period_start',
      comment: no ? 'Første dag i perioden' : 'First day of the period',
    },
    {
      name: names.end,
      expression: 't.period_end',
      comment: no ? 'Første dag etter perioden' : 'First day after the period',
    },
  ];
}

/** The number, its unit and its symbol. */
export function valueColumns(language: Language): readonly ViewColumn[] {
  const names = FIXED_COLUMNS[language];
  const no = language === 'no';
  return [
    {
      name: names.value,
      expression: 'f.value',
      comment: no
        ? 'Tallet; tomt når det mangler, se symbol'
        : 'The number; null where it is missing, see symbol',
    },
    {
      name: names.unit,
      expression: no ? 'ms.unit_no' : 'coalesce(ms.unit_en, ms.unit_no)',
      comment: no ? 'Måleenhet' : 'Unit of measure',
    },
    {
      name: names.symbol,
      expression: 'st.symbol',
      comment: no
        ? 'Standardtegn trykt i stedet for eller ved siden av tallet, for eksempel .. (tallgrunnlag mangler) eller : (kan ikke offentliggjøres)'
        : 'Symbol printed instead of or beside the number, e.g. .. (not available) or : (not for publication)',
    },
  ];
}

/** The span of vintages in which a state of a cell was valid, as numbers and as moments. */
export function historyColumns(language: Language): readonly ViewColumn[] {
  const names = FIXED_COLUMNS[language];
  const no = language === 'no';
  return [
    {
      name: names.vintageFrom,
      expression: 'f.v_from',
      comment: no ? 'Utgaven som brakte tallet' : 'Vintage that brought the number',
    },
    {
      name: names.vintageTo,
      expression: 'f.v_to',
      comment: no
        ? 'Utgaven som erstattet eller trakk tallet; tomt for gjeldende tall'
        : 'Vintage that replaced or withdrew the number; null for current ones',
    },
    {
      name: names.knownFrom,
      expression: 'vf.committed_at',
      comment: no ? 'Da tallet ble synlig her' : 'When the number became visible here',
    },
    {
      name: names.knownTo,
      expression: 'vt.committed_at',
      comment: no ? 'Da tallet ble erstattet her' : 'When the number was replaced here',
    },
  ];
}

/** Keys of the conformed dimensions, for tools that join views by single columns. */
export function keyColumns(language: Language): readonly ViewColumn[] {
  const names = FIXED_COLUMNS[language];
  const suffix = language === 'no' ? '' : '_en';
  const keyOf = language === 'no' ? 'Nøkkel i' : 'Key of';
  const key = (name: string, expression: string, dimension: string): ViewColumn => ({
    name,
    expression,
    comment: `${keyOf} mart.${dimension}${suffix}`,
  });
  return [
    key(names.seriesKey, 'f.series_key', 'dim_series'),
    key(names.timeKey, 'f.time_key', 'dim_time'),
    key(names.measureKey, 'f.measure_key', 'dim_measure'),
    // Facts of a table without places have 0 there, which no dimension has.
    key(names.regionKey, 'nullif(f.region_key, 0)', 'dim_region'),
  ];
}

/** What a variable's code and label are read from. What is held has no labels of series yet, only members. */
function readsOf(
  { role, slot }: ShapeVariable,
  language: Language,
  schema: ViewSchema,
): { readonly code: string; readonly label: string } {
  if (role !== 'metric' && schema === 'mart') {
    return { code: `s.code_${slot}`, label: `s.label_${language}_${slot}` };
  }
  const alias = role === 'metric' ? 'ms' : `m${slot}`;
  const label =
    language === 'no' ? `${alias}.label_no` : `coalesce(${alias}.label_en, ${alias}.label_no)`;
  return { code: `${alias}.code`, label };
}
