/**
 * Who is signed in and whose data is shown. Roles hide what they may not do; the cloud refuses it anyway.
 */
import { createContext } from 'react';
import { type Permission, permissionRoles } from '../../../wire/permissions.ts';
import type { Principal } from '../../../wire/rest.ts';
import { useRequired } from '../parts/use-required.ts';

export type ShownMerchant = NonNullable<Principal['merchant']>;

export interface Session {
  readonly principal: Principal;
  readonly merchant: ShownMerchant;
  /** The `merchant` of every query: only the platform's own people name one. */
  readonly merchantQuery: { readonly merchant?: string };
  may(permission: Exclude<Permission, 'public'>): boolean;
  signOut(): void;
  /** Back to the choice of merchants; only for the platform's own people. */
  leaveMerchant?: () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  return useRequired(SessionContext, 'the session');
}

/** Whether a role holds a permission. */
export function mayRole(role: Principal['role'], permission: Exclude<Permission, 'public'>): boolean {
  return permissionRoles[permission].includes(role);
}
