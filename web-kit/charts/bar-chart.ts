import { chartWidths, tenth } from './chart.ts';
import type { Tone } from './chart.ts';

/** A row of a bar chart: its words, its figure as words, and the parts that the bar is made of. */
export type BarRow = { label: string; text: string; parts: readonly { value: number; tone: Tone }[] };

export type BarDrawing = {
  width: number;
  height: number;
  rows: readonly {
    label: string;
    labelY: number;
    text: string;
    textX: number;
    textY: number;
    bars: readonly { x: number; y: number; width: number; height: number; tone: Tone }[];
  }[];
};

const rowHeight = 42;
const barHeight = 14;
const figureRoom = 84;

/** Horizontal bars from zero, the label above each and its figure behind it. */
export function barChart(rows: readonly BarRow[]): { phone: BarDrawing; wide: BarDrawing } {
  return { phone: draw(rows, chartWidths.phone), wide: draw(rows, chartWidths.wide) };
}

function draw(rows: readonly BarRow[], width: number): BarDrawing {
  const sums = rows.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(1, ...sums);
  const room = width - figureRoom;
  return {
    width,
    height: rows.length * rowHeight,
    rows: rows.map(({ label, text, parts }, row) => {
      const top = row * rowHeight;
      let x = 0;
      const bars = parts
        .filter(({ value }) => value > 0)
        .map(({ value, tone }) => {
          const bar = { x: tenth(x), y: top + 22, width: tenth((value / most) * room), height: barHeight, tone };
          x += bar.width;
          return bar;
        });
      return { label, labelY: top + 15, text, textX: tenth(x) + 6, textY: top + 34, bars };
    }),
  };
}
