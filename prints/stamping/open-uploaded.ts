import { PDFDocument, PDFObjectStreamParser } from 'pdf-lib';

const forStream = PDFObjectStreamParser.forStream;

/**
 * Opens an uploaded PDF. The library passes over what it cannot read, also when it was memory that was missing; a
 * document whose objects are packed in a stream that cannot be unpacked would lose pages in silence, so it is refused
 * with the library's own error.
 */
export async function openUploaded(bytes: Uint8Array): Promise<PDFDocument> {
  const failures: unknown[] = [];
  PDFObjectStreamParser.forStream = (...given) => {
    try {
      return forStream(...given);
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, warnOnInvalidObjects: false });
    if (failures.length > 0) throw failures[0];
    return document;
  } finally {
    PDFObjectStreamParser.forStream = forStream;
  }
}
