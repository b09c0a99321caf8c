import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Tree = { children?: readonly Tree[]; [key: string]: unknown };

/** Everything that pdf.js finds in a file: words of the pages, metadata, structure, notes, outline, attachments. */
export async function everythingIn(pdf: Buffer): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: true });
  const document = await task.promise;
  const { info, metadata } = await document.getMetadata();
  const found: string[] = [JSON.stringify(info), metadata?.getRaw() ?? ''];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    found.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
    found.push(
      JSON.stringify((await page.getStructTree()) as Tree | null),
      JSON.stringify(await page.getAnnotations()),
    );
  }
  found.push(JSON.stringify(await document.getOutline()), JSON.stringify(await document.getAttachments()));
  await task.destroy();
  return found.join('\n');
}
