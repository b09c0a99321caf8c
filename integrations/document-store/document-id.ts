const documentId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the text is a document's id: a UUID in lower case, so that it is safe as a file and object name. */
export function isDocumentId(text: string): boolean {
  return documentId.test(text);
}

/** The id itself; anything but a UUID in lower case is a defect of the caller. */
export function requireDocumentId(id: string): string {
  if (!isDocumentId(id)) {
    throw new TypeError('A document id is a UUID in lower case.');
  }
  return id;
}
