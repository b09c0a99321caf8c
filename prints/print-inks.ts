/** Ink of prints. */
export const inks = {
  ink: '#13242b',
  quiet: '#47595f',
  line: '#75868d',
  lake: '#0b4656',
  ballot: '#d98e04',
} as const;
