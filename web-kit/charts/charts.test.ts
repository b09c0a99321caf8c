import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barChart } from './bar-chart.ts';
import { niceMost } from './chart.ts';
import { columnChart } from './column-chart.ts';

test('an axis ends at a whole figure whose half is whole too', () => {
  assert.deepEqual([0, 1, 2, 3, 5, 7, 9, 11, 350, 1_000_000].map(niceMost), [1, 1, 2, 4, 6, 8, 10, 20, 400, 1_000_000]);
});

test('bars begin at zero, stand to each other as their figures do, and leave room for their words at both widths', () => {
  const parts = (onTime: number, late: number) => [
    { value: onTime, tone: 'plain' as const },
    { value: late, tone: 'late' as const },
  ];
  const chart = barChart([
    { label: 'a', text: '100', parts: parts(75, 25) },
    { label: 'b', text: '50', parts: parts(50, 0) },
    { label: 'c', text: '0', parts: parts(0, 0) },
  ]);
  for (const { width, rows } of [chart.phone, chart.wide]) {
    const lengths = rows.map(({ bars }) => bars.reduce((sum, bar) => sum + bar.width, 0));
    const [whole = 0, half = 0, none] = lengths;
    assert.ok(Math.abs(whole - 2 * half) < 0.3);
    assert.equal(none, 0);
    assert.deepEqual(
      rows[0]?.bars.map(({ tone }) => tone),
      ['plain', 'late'],
    );
    assert.equal(rows[0]?.bars[1]?.x, rows[0]?.bars[0]?.width);
    assert.ok(rows.every(({ textX }) => textX + 60 <= width));
  }
});

test('columns stand on the axis, the highest reaches no further than its end, and labels do not crowd', () => {
  const columns = Array.from({ length: 60 }, (_none, n) => ({ label: `2027-01-${n}`, value: n }));
  const { phone, wide } = columnChart(columns, String);
  for (const { columns: drawn, ticks, labels } of [phone, wide]) {
    const base = ticks[0]?.y ?? 0;
    assert.ok(drawn.every(({ y, height }) => Math.abs(y + height - base) < 0.2));
    assert.ok(drawn.every(({ y }) => y >= (ticks.at(-1)?.y ?? 0)));
    assert.deepEqual([labels[0]?.text, labels.at(-1)?.text], ['2027-01-0', '2027-01-59']);
  }
  assert.ok(phone.labels.length < wide.labels.length && phone.labels.length <= 3);
});
