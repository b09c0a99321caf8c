/** A Markdown table; bars inside a cell are escaped, empty cells stay empty. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A page printed from code: its title, what it shows and where that stands in the code. */
export function page(title: string, introduction: string, parts: readonly string[]): string {
  const notice = 'Printed from code by `npm run generate`; a test fails when it is not up to date. Do not edit.';
  return `${[`# ${title}`, notice, introduction, ...parts].join('\n\n')}\n`;
}

export function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', String.raw`\|`);
}
