/** A ticked case with the version that the page showed. */
export type ChosenCase = { id: string; version: number };

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,9})$/;

/** The ticked cases of a queue's form, each once; what is none is left out. */
export function chosenCases(field: unknown): ChosenCase[] {
  const chosen = new Map<string, ChosenCase>();
  for (const value of [field].flat()) {
    const [, id, version] = typeof value === 'string' ? (shape.exec(value) ?? []) : [];
    if (id !== undefined && version !== undefined) chosen.set(id, { id, version: Number(version) });
  }
  return [...chosen.values()];
}
