/**
 * Prefixes of message keys that the code builds from a closed list (a rule, a status, a refusal code).
 * A message under one of them counts as used; the list it is built from has its own test of completeness.
 */
export const DYNAMIC_KEY_PREFIXES: readonly string[] = ['dates.month.'];
