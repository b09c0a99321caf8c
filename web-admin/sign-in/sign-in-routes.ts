import type { DeskRoute } from '../route.ts';
import { beginSignIn, completeSignIn, signInPage, signOutAct } from './sign-in-pages.ts';

export const signInRoutes: readonly DeskRoute[] = [
  { method: 'get', path: '/sign-in', permission: 'anyone', audit: 'people.signInPage', handler: signInPage },
  { method: 'post', path: '/sign-in', permission: 'anyone', audit: 'people.beginSignIn', handler: beginSignIn },
  {
    method: 'get',
    path: '/sign-in/callback',
    atRoot: true,
    permission: 'anyone',
    audit: 'people.signIn',
    handler: completeSignIn,
  },
  { method: 'post', path: '/sign-out', permission: 'signedIn', audit: 'people.signOut', handler: signOutAct },
];
