import { inks } from './print-inks.ts';
import type { TextStyle } from './print-lines.ts';

/** The ways a paragraph can look. */
export const styles = {
  text: { font: 'sans', strongFont: 'sansBold', size: 10.5, leading: 15.5, colour: inks.ink },
  quiet: { font: 'sans', strongFont: 'sansBold', size: 9, leading: 13, colour: inks.quiet },
  law: { font: 'serif', strongFont: 'serifBold', size: 12, leading: 18, colour: inks.ink },
  title: { font: 'sansBold', strongFont: 'sansBold', size: 18, leading: 24, colour: inks.ink },
  heading: { font: 'sansBold', strongFont: 'sansBold', size: 12.5, leading: 18, colour: inks.ink },
  lawTitle: { font: 'serifBold', strongFont: 'serifBold', size: 15, leading: 21, colour: inks.ink },
  strong: { font: 'sansBold', strongFont: 'sansBold', size: 10.5, leading: 15.5, colour: inks.ink },
  big: { font: 'sansBold', strongFont: 'sansBold', size: 14, leading: 20, colour: inks.ink },
} as const satisfies Record<string, TextStyle>;

/** Name of one of the ways. */
export type StyleName = keyof typeof styles;
