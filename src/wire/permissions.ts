/** What people and tokens may be allowed, and which roles hold it. */
import type { Role } from './rest-schemas.ts';

/** What a role may be allowed; `public` needs no sign-in, `signedIn` any. */
export type Permission =
  | 'public'
  | 'signedIn'
  | 'read'
  | 'readBooks'
  | 'changeCatalogue'
  | 'publish'
  | 'takeGoodsIn'
  | 'manageCards'
  | 'closePayments'
  | 'manageMembers'
  | 'manageUsers'
  | 'managePlatform';

/** Which roles hold a permission. */
export const permissionRoles: Readonly<Record<Exclude<Permission, 'public'>, readonly Role[]>> = {
  signedIn: ['admin', 'owner', 'operator', 'finance', 'technician', 'viewer'],
  read: ['admin', 'owner', 'operator', 'finance', 'technician', 'viewer'],
  readBooks: ['admin', 'owner', 'finance'],
  changeCatalogue: ['admin', 'owner', 'operator'],
  publish: ['admin', 'owner', 'operator', 'technician'],
  takeGoodsIn: ['admin', 'owner', 'operator', 'technician'],
  manageCards: ['admin', 'owner', 'finance'],
  closePayments: ['admin', 'owner', 'finance'],
  manageMembers: ['admin', 'owner', 'operator'],
  manageUsers: ['admin', 'owner'],
  managePlatform: ['admin'],
};
