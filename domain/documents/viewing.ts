/**
 * How staff look at a document in the browser: a picture as a copy, a PDF as drawn pages, video and sound by playing the
 * original; `none` is only offered to save.
 */
export const viewings = ['picture', 'pages', 'video', 'audio', 'none'] as const;
export type Viewing = (typeof viewings)[number];

/** Types that a browser plays, and the type they are served as: a closed list, never what a file says of itself. */
const played: Readonly<Record<string, { viewing: 'video' | 'audio'; servedAs: string }>> = {
  'video/mp4': { viewing: 'video', servedAs: 'video/mp4' },
  'video/x-m4v': { viewing: 'video', servedAs: 'video/mp4' },
  'video/quicktime': { viewing: 'video', servedAs: 'video/mp4' },
  'video/3gpp': { viewing: 'video', servedAs: 'video/mp4' },
  'video/webm': { viewing: 'video', servedAs: 'video/webm' },
  'audio/mpeg': { viewing: 'audio', servedAs: 'audio/mpeg' },
  'audio/mp4': { viewing: 'audio', servedAs: 'audio/mp4' },
  'audio/x-m4a': { viewing: 'audio', servedAs: 'audio/mp4' },
  'audio/aac': { viewing: 'audio', servedAs: 'audio/aac' },
  'audio/ogg': { viewing: 'audio', servedAs: 'audio/ogg' },
  'audio/wav': { viewing: 'audio', servedAs: 'audio/wav' },
  'audio/vnd.wave': { viewing: 'audio', servedAs: 'audio/wav' },
};

/** How a document of this type is looked at. */
export function viewingOf(mediaType: string): Viewing {
  if (mediaType === 'image/png' || mediaType === 'image/jpeg') return 'picture';
  if (mediaType === 'application/pdf') return 'pages';
  return played[withoutParameters(mediaType)]?.viewing ?? 'none';
}

/** The type a played document is served as; undefined for what is not played. */
export function playedAs(mediaType: string): string | undefined {
  return played[withoutParameters(mediaType)]?.servedAs;
}

function withoutParameters(mediaType: string): string {
  return mediaType.split(';')[0]?.trim() ?? '';
}
