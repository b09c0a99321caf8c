/**
 * Beginnings of message keys that the code builds in a way the test of messages cannot see. Keys built in place with
 * at least one part after the subject (`law.rule.${id}`) are seen and need no line here. A message under one of these
 * counts as used; the closed list it is built from has its own test of completeness.
 */
export const dynamicKeyPrefixes: readonly string[] = [
  'dates.left.',
  'dates.over.',
  'dates.duration.',
  'law.term.',
  'law.before.',
  'refusals.',
];
