/** What a gate asks for: let the publication pass, let it pass and tell, or keep it until a person decides. */
export type Verdict = 'publish' | 'warn' | 'hold';

/**
 * Every gate with what it asks for when it finds something and nobody has set otherwise.
 * `docs/gates.md` explains each one; a test keeps the two lists equal.
 */
export const GATES = Object.freeze({
  row_count: 'hold',
  changed_share: 'hold',
  withdrawn_share: 'hold',
  suppressed_share: 'hold',
  totals: 'hold',
  measure_definition: 'hold',
  scale: 'hold',
  code_reused: 'hold',
  dimension_added: 'hold',
  dimension_removed: 'hold',
  // The star goes by codes: another order changes no figure.
  dimension_reordered: 'warn',
  labels_only: 'warn',
  period_removed: 'hold',
  updated_backwards: 'hold',
} satisfies Record<string, Verdict>);

export type GateName = keyof typeof GATES;

/** The verdict of every gate that finds something. */
export type GatePolicy = Readonly<Record<GateName, Verdict>>;

/** The defaults, with what a table's entry in the catalogue says otherwise. */
export function gatePolicy(overrides: Partial<GatePolicy> = {}): GatePolicy {
  return Object.freeze({ ...GATES, ...overrides });
}

/** Names in the order of the list. */
export const GATE_NAMES = Object.freeze(Object.keys(GATES)) as readonly GateName[];
