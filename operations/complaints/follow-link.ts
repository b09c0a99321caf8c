import { timingSafeEqual } from 'node:crypto';
import { readComplaintRow } from '../../persistence/complaints/case-page.ts';
import { confirmFollower, deleteFollower, readFollower } from '../../persistence/complaints/follower-rows.ts';
import type { FollowerRow } from '../../persistence/complaints/follower-rows.ts';
import type { OperationContext } from '../context.ts';
import { publicComplaint } from './public-complaint.ts';
import type { PublicComplaint } from './public-complaint.ts';

export type FollowPurpose = 'confirm' | 'stop';

/** Where a link of a follower leads, below the language: a random id and its proof, derived anew each time. */
export function followLinkPath({ keyRing }: OperationContext, followerId: string, purpose: FollowPurpose): string {
  return `/follow/${purpose}/${followerId}.${keyRing.followLink(followerId, purpose)}`;
}

/** A link as it stands: it works, it did its work before, or it leads nowhere (any more). */
export type FollowLink = { state: 'live' | 'done'; complaint: PublicComplaint } | { state: 'gone' };

/** What a link would do. Changes nothing, so that programs that look at links do no harm. */
export async function readFollowLink(
  context: OperationContext,
  link: string,
  purpose: FollowPurpose,
): Promise<FollowLink> {
  const id = followerOf(context, link, purpose);
  const follower = id === undefined ? undefined : await readFollower(context.database, id);
  const row = follower && (await readComplaintRow(context.database, follower.recordId));
  if (!follower || !row) return { state: 'gone' };
  const state = purpose === 'stop' ? 'live' : stateOf(follower);
  return state === 'gone' ? { state } : { state, complaint: publicComplaint(row) };
}

/** Confirms the address of a link: from now on public events of the case are owed to it. Once; 48 hours after the asking. */
export async function confirmFollow(context: OperationContext, link: string): Promise<FollowLink> {
  const id = followerOf(context, link, 'confirm');
  if (id !== undefined) await confirmFollower(context.database, id);
  return readFollowLink(context, link, 'confirm');
}

/** Stops following and deletes the address. Stopping twice, or with a link that never was, changes nothing and is no fault. */
export async function stopFollow(context: OperationContext, link: string): Promise<void> {
  const id = followerOf(context, link, 'stop');
  if (id !== undefined) await deleteFollower(context.database, id);
}

function stateOf({ isConfirmed, isLinkLive }: FollowerRow): FollowLink['state'] {
  if (isConfirmed) return 'done';
  return isLinkLive ? 'live' : 'gone';
}

const linkShape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/** The follower a link belongs to, when its proof is ours for this purpose; in a time that does not tell where it differs. */
function followerOf({ keyRing }: OperationContext, link: string, purpose: FollowPurpose): string | undefined {
  const [, id, proof] = linkShape.exec(link) ?? [];
  if (id === undefined || proof === undefined) return undefined;
  return timingSafeEqual(Buffer.from(proof), Buffer.from(keyRing.followLink(id, purpose))) ? id : undefined;
}
