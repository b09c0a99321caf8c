/** A cell of a table: a number stays a number for the program that reads it. */
export type CsvCell = string | number;

/**
 * A table as CSV: UTF-8 with a byte order mark, semicolons, CRLF. A text that a spreadsheet would run as a formula gets
 * an apostrophe in front.
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): Buffer {
  const lines = rows.map((row) => row.map(cell).join(';'));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

function cell(value: CsvCell): string {
  if (typeof value === 'number') return String(value);
  const guarded = /^\s*[=+\-@＝]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[;"\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
