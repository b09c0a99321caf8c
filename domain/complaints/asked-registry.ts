/** Registries that may be asked about the complainant of a case, by the names of their services. */
export const askableRegistries = ['civilRecordByPin', 'registeredAddressByPin'] as const;
export type AskableRegistry = (typeof askableRegistries)[number];

/**
 * What a registry's answer is, as far as everybody may know: `data` about the person, or a `notice` instead of data. What
 * the notice says (not found, PIN blocked) is about the person and stays sealed.
 */
export const registryOutcomes = ['data', 'notice'] as const;
export type RegistryOutcomeKind = (typeof registryOutcomes)[number];

/** Whether a text names one of them. */
export function isAskableRegistry(text: string): text is AskableRegistry {
  return (askableRegistries as readonly string[]).includes(text);
}
