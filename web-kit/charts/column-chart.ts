import { chartWidths, niceMost, tenth } from './chart.ts';

/** A column of a chart over time: where it stands on the axis, in words, and how much it is. */
export type Column = { label: string; value: number };

export type ColumnDrawing = {
  width: number;
  height: number;
  axis: { x1: number; x2: number };
  ticks: readonly { y: number; textX: number; textY: number; text: string }[];
  columns: readonly { x: number; y: number; width: number; height: number }[];
  labels: readonly { x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end' }[];
};

const height = 220;
const base = 188;
const top = 16;
const left = 48;

/** Columns from zero, an axis of three figures, and as many labels below as there is room for. */
export function columnChart(
  columns: readonly Column[],
  figure: (value: number) => string,
): { phone: ColumnDrawing; wide: ColumnDrawing } {
  return { phone: draw(columns, chartWidths.phone, figure), wide: draw(columns, chartWidths.wide, figure) };
}

function draw(columns: readonly Column[], width: number, figure: (value: number) => string): ColumnDrawing {
  const most = niceMost(Math.max(0, ...columns.map(({ value }) => value)));
  const room = width - left - 4;
  const step = room / Math.max(1, columns.length);
  const size = Math.min(40, Math.max(1, step * 0.78));
  const yOf = (value: number): number => tenth(base - (value / most) * (base - top));
  const values = most > 1 ? [0, most / 2, most] : [0, most];
  const shown = labelPlaces(columns.length, Math.max(2, Math.floor(room / 110)));
  return {
    width,
    height,
    axis: { x1: left, x2: width - 4 },
    ticks: values.map((value) => ({ y: yOf(value), textX: left - 8, textY: yOf(value) + 4, text: figure(value) })),
    columns: columns.map(({ value }, n) => ({
      x: tenth(left + n * step + (step - size) / 2),
      y: yOf(value),
      width: tenth(size),
      height: tenth(base - yOf(value)),
    })),
    labels: shown.map((n) => ({
      x: tenth(left + (n + 0.5) * step),
      y: base + 20,
      text: columns[n]?.label ?? '',
      anchor:
        columns.length > 1 && n === columns.length - 1 ? 'end' : n === 0 && columns.length > 1 ? 'start' : 'middle',
    })),
  };
}

/** The first, the last, and some between them at equal distances. */
function labelPlaces(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_none, n) => n);
  return Array.from({ length: most }, (_none, n) => Math.round((n * (count - 1)) / (most - 1)));
}
