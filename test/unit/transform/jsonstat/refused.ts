/** Recorded responses that are refused alike. */
interface RefusedAlike {
  /** The finding, or the error code where a body has no findings. */
  readonly code: string;
  /** Why refusing them is right. */
  readonly reason: string;
  readonly files: readonly string[];
}

/** Recorded responses that are no JSON-stat data. */
export const REFUSED_ALIKE: readonly RefusedAlike[] = [
  {
    code: 'JSONSTAT_ROOT',
    reason: 'an error answer of a server',
    files: [
      'eurostat/quoted_async_warning.json',
      'scb/quoted_v2_error_missing_selection.json',
      'ssb/quoted_v2_error_nonexistent_variable.json',
      'ssb/v1_error_2.json',
      'ssb/v1_error_3.json',
      'ssb/v2_error_missing_selection.json',
      'ssb/v2_error_nonexistent_value.json',
      'ssb/v2_error_unknown_table_http400.json',
    ],
  },
  {
    code: 'JSONSTAT_ROOT',
    reason: 'an entry or page of a catalogue, no table',
    files: [
      'pxwebapi-reference/TableById_tab004.json',
      'scb/v2_tables_search.json',
      'ssb/quoted_v1_databases.json',
      'ssb/quoted_v1_search.json',
      'ssb/v2_table_03013_en.json',
      'ssb/v2_table_13760_en.json',
      'ssb/v2_tables_en_page1.json',
      'ssb/v2_tables_en_page2.json',
      'ssb/v2_tables_no_page1.json',
      'ssb/v2_tables_no_page2.json',
      'ssb/v2beta_userguide_1_tables.json',
      'ssb/v2beta_userguide_2_table_03013.json',
    ],
  },
  {
    code: 'JSONSTAT_ROOT',
    reason: 'the configuration of a server',
    files: [
      'pxwebapi-reference/GetApiConfiguration.json',
      'scb/v2_config.json',
      'ssb/quoted_v2_config_2026-08-30.json',
      'ssb/v2beta_userguide_0_config.json',
      'statfin/quoted_v1_config.json',
    ],
  },
  {
    code: 'JSONSTAT_ROOT',
    reason: 'metadata in the form of PxWebApi v1',
    files: [
      'scb/v1_inkomst_metadata.json',
      'ssb/v1_05300_metadata.json',
      'ssb/v1_13861_metadata.json',
    ],
  },
  {
    code: 'JSONSTAT_ROOT',
    reason: 'a list of codes',
    files: ['klass/codesAt_131_2026-01-01.json', 'scb/v2_codelist_agg_alder10.json'],
  },
  {
    code: 'JSONSTAT_ROOT',
    reason: 'another format: PX-JSON, DCAT',
    files: ['dfo/klimaintensitet.dcat.jsonld', 'ssb/pxjson_migration_quarterly.json'],
  },
  {
    code: 'SB_JSON_SYNTAX',
    reason: 'not JSON: HTML or CSV',
    files: [
      'dfo/statsregnskapet_aar_quoted_row.csv',
      'non-json/ssb_v2_404_url_too_long.html',
      'non-json/unece_html_instead_of_json.html',
    ],
  },
  {
    code: 'JSONSTAT_CLASS',
    reason: 'the description of one dimension, without cells',
    files: ['json-stat.org/nav_dimensions_age5.json', 'json-stat.org/nav_dimensions_usstates.json'],
  },
  {
    code: 'JSONSTAT_VALUE_LENGTH',
    reason: 'metadata: sizes are stated, cells are not there',
    files: [
      'pxwebapi-reference/MetadataById_tab001_js2.json',
      'pxwebapi-reference/MetadataById_tab003_js2.json',
      'pxwebapi-reference/MetadataById_tab004_js2.json',
      'scb/v2_TAB6471_metadata.json',
      'ssb/v2_05803_metadata_en.json',
      'ssb/v2_13760_metadata_en.json',
    ],
  },
  {
    code: 'JSONSTAT_VALUE_TYPE',
    reason: 'cells that are text',
    files: ['json-stat.org/order.json'],
  },
  {
    code: 'JSONSTAT_SIZE_MISMATCH',
    reason: '8,965 areas are stated, one is described: the recording was cut',
    files: ['ons/QS104EW_variant.json'],
  },
];

/** The code with which each of them is refused. */
export const REFUSED: Readonly<Record<string, string>> = Object.fromEntries(
  REFUSED_ALIKE.flatMap(({ code, files }) => files.map((file) => [file, code] as const)),
);
