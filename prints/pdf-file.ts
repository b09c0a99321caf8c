import PDFDocument from 'pdfkit';
import type { Language } from '../domain/language.ts';
import { instantToDate, type Instant } from '../domain/time/instant.ts';
import { printFont, printFontNames } from './print-fonts.ts';

/** The PDF library where its own types lag behind: elements with a scope, content that belongs to an element. */
export type PdfFile = Omit<PDFKit.PDFDocument, 'struct'> & {
  struct: (type: string, options?: ElementOptions) => PdfElement;
};

/** An element of the structure tree that a reading programme follows. */
export type PdfElement = { add: (child: unknown) => PdfElement; end: () => void };

type ElementOptions = {
  lang?: string;
  alt?: string;
  actual?: string;
  bbox?: readonly [number, number, number, number];
  scope?: 'Column' | 'Row';
};

/** Measures of a page in points: A4 with the text between the margins. */
export const page = { width: 595.28, height: 841.89, left: 62, right: 62, top: 50, bottom: 52 } as const;

/**
 * An empty file that claims PDF/A-2a and PDF/UA-1 and is written so that both hold: tagged, titled, in one language,
 * fonts embedded. The same input gives the same bytes, because `createdAt` is an argument.
 */
export function openPdf(options: { title: string; language: Language; createdAt: Instant }): PdfFile {
  const file = new PDFDocument({
    size: 'A4',
    margins: { top: page.top, bottom: page.bottom, left: page.left, right: page.right },
    pdfVersion: '1.7',
    subset: 'PDF/A-2a' as never,
    tagged: true,
    displayTitle: true,
    lang: options.language,
    bufferPages: true,
    autoFirstPage: false,
    info: {
      Title: options.title,
      Author: 'shailoo',
      Creator: 'shailoo',
      Producer: 'shailoo',
      CreationDate: instantToDate(options.createdAt),
    },
  });
  for (const name of printFontNames) file.registerFont(name, printFont(name) as never);
  file.font('sans');
  escapeMetadata(file);
  return file as unknown as PdfFile;
}

/** Ends the file and gives its bytes. */
export async function closePdf(file: PdfFile): Promise<Buffer> {
  const metadata = file as unknown as { appendXML: (xml: string) => void };
  metadata.appendXML(universalAccess);
  metadata.appendXML(universalAccessSchema);
  const parts: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    file.on('data', (part: Buffer) => parts.push(part));
    file.on('end', () => resolve(Buffer.concat(parts)));
    file.on('error', reject);
  });
  file.end();
  return ended;
}

// The library writes title and author into XML as they are; an ampersand would break the claim of both standards.
function escapeMetadata(file: PDFKit.PDFDocument): void {
  const target = file as unknown as { info: Record<string, unknown>; _addInfo: () => void };
  const original = target._addInfo;
  target._addInfo = function addInfo(): void {
    const { info } = this;
    this.info = Object.fromEntries(
      Object.entries(info).map(([name, value]) => [name, typeof value === 'string' ? escapeXml(value) : value]),
    );
    original.call(this);
    this.info = info;
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const universalAccess = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>`;

const universalAccessSchema = `
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;
