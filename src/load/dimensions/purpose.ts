/**
 * What dimension rows are saved for. A vintage brings them up to date. A held publication only
 * adds what its preview needs, without a position: what stands keeps its labels and its order.
 */
export type SavePurpose = 'vintage' | 'preview';
