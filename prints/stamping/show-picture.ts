import { runLimitedChild } from './limited-child.ts';

/** Types of pictures of which copies for looking at are made. */
export const shownPictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg']);

/**
 * A copy of an uploaded PNG or JPEG to look at: of the same type, upright, without place, camera or anything else beside
 * the picture; made in the limited child. Undefined when it cannot be read whole or has more than 40 million pixels.
 */
export async function showPicture(bytes: Uint8Array, mediaType: string): Promise<Buffer | undefined> {
  const format = mediaType === 'image/png' ? 'png' : 'jpeg';
  const made = await runLimitedChild({ kind: 'show', format }, [bytes]);
  return made.ok ? made.copy : undefined;
}
