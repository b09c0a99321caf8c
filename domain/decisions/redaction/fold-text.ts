const lookalikes: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
  Y: 'У',
  ё: 'е',
  Ё: 'Е',
  ѳ: 'ө',
  Ѳ: 'Ө',
  ӊ: 'ң',
  Ӊ: 'Ң',
  ӫ: 'ө',
  ұ: 'ү',
  Ұ: 'Ү',
  қ: 'к',
  Қ: 'К',
  ң: 'ң',
};

/**
 * The text in small letters with letters that look the same made the same, unit for unit: a place in the folded text is
 * the place in the text. A Latin letter becomes Cyrillic only in a word that holds Cyrillic.
 */
export function foldText(text: string): string {
  return text.replaceAll(/[\p{L}\p{M}]+/gu, foldWord);
}

function foldWord(word: string): string {
  const isMixed = /\p{Script=Cyrillic}/u.test(word);
  return Array.from({ length: word.length }, (_, place) => {
    const unit = word.charAt(place);
    const isLatin = unit <= 'z';
    const same = isLatin && !isMixed ? unit : (lookalikes[unit] ?? unit);
    const small = same.toLowerCase();
    return small.length === 1 ? small : same;
  }).join('');
}
