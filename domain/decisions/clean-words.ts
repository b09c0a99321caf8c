/** Signs that nobody sees and that would part a value so that no detector finds it. */
const unseen = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
const digitBlocks = [0x06_60, 0x06_f0, 0xff_10];

/** Words as they are kept in a decision: composed letters, no unseen signs, digits of one kind. */
export function cleanWords(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(unseen, '')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, plainDigit);
}

function plainDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const block = digitBlocks.find((start) => code >= start && code < start + 10) ?? code;
  return String(code - block);
}
