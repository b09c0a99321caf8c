/** What a file is for its reader. */
export type MediaFamily = 'document' | 'picture' | 'video' | 'audio';

/**
 * Types of files that are taken without a mark, by what their bytes say. Phones make the HEIC pictures, the QuickTime and
 * 3GPP films and the AMR and 3GPP sounds.
 */
const families: Readonly<Record<MediaFamily, readonly string[]>> = {
  document: ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  picture: ['image/jpeg', 'image/png', 'image/heic', 'image/heif'],
  video: ['video/mp4', 'video/quicktime', 'video/3gpp'],
  audio: ['audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/wav', 'audio/ogg', 'audio/amr', 'audio/3gpp'],
};

/** The type of bytes that nobody recognised: received, sealed and marked, never shown. */
export const unknownMediaType = 'application/octet-stream';

/** The family of a type, undefined for one that is received with a mark. */
export function mediaFamily(type: string): MediaFamily | undefined {
  return (Object.keys(families) as MediaFamily[]).find((family) => families[family].includes(type));
}

/** Whether a file of this type is taken without a mark. */
export function isKnownMediaType(type: string): boolean {
  return mediaFamily(type) !== undefined;
}
