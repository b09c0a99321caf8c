import type { Outcome } from '../../domain/refusals.ts';

/** What the script of the demonstration expects to be permitted; a refusal is a fault of the script. */
export async function must<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const known = await outcome;
  if (!known.ok) throw new Error(`the demonstration was refused: ${known.refusal.code}`);
  return known.value;
}
