import type { DocumentPurpose } from '../../domain/documents/document-purpose.ts';
import type { ScanState } from '../../domain/documents/scan.ts';
import type { Language } from '../../domain/language.ts';
import type { PrivateDocument } from '../../operations/complaints/private-side.ts';
import type { Tag } from '../../web-kit/components.ts';
import { say } from '../../wording/say.ts';

const looks: Record<ScanState, Pick<Tag, 'kind'> & Required<Pick<Tag, 'icon'>>> = {
  notScanned: { kind: 'outline', icon: 'eye-off' },
  waiting: { kind: 'progress', icon: 'hourglass' },
  clean: { kind: 'granted', icon: 'shield' },
  infected: { kind: 'failed', icon: 'warn' },
  failed: { kind: 'disputed', icon: 'info' },
};

const shownPurposes: readonly DocumentPurpose[] = ['authority', 'answer', 'courtAct', 'minutes', 'serving'];

/** A document in the table of a case: what the scanner said in words, and the ways to open it that there are. */
export function caseFile(language: Language, document: PrivateDocument, path: string) {
  const { name, bytes, sha256, purpose, mediaType, scan, hasUnreadablePicture } = document;
  const isOpen = scan !== 'infected' && scan !== 'waiting';
  return {
    name: purpose === 'statement' ? say(language, 'desk.document.statement') : name,
    ...(isOpen ? { href: path, original: `${path}/original` } : {}),
    bytes,
    sha256,
    mediaType,
    purpose: shownPurposes.includes(purpose) ? say(language, `desk.document.purpose.${purpose}`) : '',
    scan: { ...looks[scan], text: say(language, `desk.document.scan.${scan}`) },
    hasUnreadablePicture,
  };
}
