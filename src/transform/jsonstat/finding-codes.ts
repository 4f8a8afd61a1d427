import type { Severity } from '../../errors/finding.ts';

/**
 * Every finding of the JSON-stat reader and how bad it is. Codes are stable: alerts and
 * documents refer to them. `docs/json-stat.md` explains each one; a test keeps the two
 * lists equal.
 */
export const JSONSTAT_FINDINGS = Object.freeze({
  JSONSTAT_ROOT: 'error',
  JSONSTAT_CLASS: 'error',
  JSONSTAT_COLLECTION: 'error',
  JSONSTAT_DIMENSION: 'error',
  JSONSTAT_ID: 'error',
  JSONSTAT_ID_DUPLICATE: 'error',
  JSONSTAT_SIZE: 'error',
  JSONSTAT_SIZE_MISMATCH: 'error',
  JSONSTAT_SIZE_TOO_LARGE: 'error',
  JSONSTAT_CATEGORY: 'error',
  JSONSTAT_INDEX_TYPE: 'error',
  JSONSTAT_INDEX_MISSING: 'error',
  JSONSTAT_INDEX_DUPLICATE: 'error',
  JSONSTAT_INDEX_GAP: 'error',
  JSONSTAT_CODE_DUPLICATE: 'error',
  JSONSTAT_CODE_LENGTH: 'error',
  JSONSTAT_LABEL_TYPE: 'error',
  JSONSTAT_CHILD_TYPE: 'error',
  JSONSTAT_CHILD_CYCLE: 'error',
  JSONSTAT_ROLE_TYPE: 'error',
  JSONSTAT_ROLE_TWICE: 'error',
  JSONSTAT_VALUE_MISSING: 'error',
  JSONSTAT_VALUE_TYPE: 'error',
  JSONSTAT_VALUE_LENGTH: 'error',
  JSONSTAT_VALUE_INDEX: 'error',
  JSONSTAT_VALUE_NOT_FINITE: 'error',
  JSONSTAT_VALUE_UNSAFE_INTEGER: 'error',
  JSONSTAT_STATUS_TYPE: 'error',
  JSONSTAT_STATUS_LENGTH: 'error',
  JSONSTAT_STATUS_INDEX: 'error',

  JSONSTAT_CLASS_MISSING: 'warning',
  JSONSTAT_BUNDLE_MEMBER: 'warning',
  JSONSTAT_DIMENSION_EXTRA: 'warning',
  JSONSTAT_SIZE_TEXT: 'warning',
  JSONSTAT_LABEL_MISSING: 'warning',
  JSONSTAT_LABEL_EXTRA: 'warning',
  JSONSTAT_CHILD_UNKNOWN: 'warning',
  JSONSTAT_CHILD_SECOND_PARENT: 'warning',
  JSONSTAT_ROLE_UNKNOWN: 'warning',
  JSONSTAT_ROLE_SEVERAL: 'warning',
  JSONSTAT_ROLE_INFERRED: 'warning',
  JSONSTAT_GEO_RECOGNISED: 'info',
  JSONSTAT_STATUS_SPREAD: 'warning',
  JSONSTAT_NIL_WITH_NUMBER: 'warning',
  JSONSTAT_NULL_WITHOUT_STATUS: 'warning',
  JSONSTAT_UPDATED: 'warning',
  JSONSTAT_MEMBER_TYPE: 'warning',
} satisfies Record<string, Severity>);

export type JsonStatFindingCode = keyof typeof JSONSTAT_FINDINGS;
