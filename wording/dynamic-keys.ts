/**
 * Beginnings of message keys that the code builds in a way the test of messages cannot see; what is built in place
 * (`law.rule.${id}`, or 'tag.' ~ kind in a template) is seen and needs no line here. A message under one of these
 * counts as used; the closed list it is built from has its own test of completeness.
 */
export const dynamicKeyPrefixes: readonly string[] = [];
