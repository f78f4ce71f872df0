/**
 * The cloud's own keys about cards, derived from its payment secret, so that every process has the same and
 * none is stored: one that PINs are sealed for, one that signs spend leases. Machines get the public halves
 * with their bundle. Another payment secret makes both new: open leases are then worth nothing any more.
 */
import { hkdfSync, type KeyObject } from 'node:crypto';
import { type CurveKind, privateKeyOf, publicTextOf } from '../../../domain/curve-keys.ts';

export interface CardKeys {
  readonly sealKey: KeyObject;
  readonly leaseKey: KeyObject;
  /** The public halves, as machines are told them. */
  readonly published: { readonly sealKey: string; readonly leaseKey: string };
}

export function cardKeysOf(hashKey: Uint8Array): CardKeys {
  const derived = (kind: CurveKind, use: string) =>
    privateKeyOf(kind, new Uint8Array(hkdfSync('sha256', hashKey, '', `kioskd ${use} 1`, 32)));
  const sealKey = derived('x25519', 'card seal');
  const leaseKey = derived('ed25519', 'spend lease');
  return {
    sealKey,
    leaseKey,
    published: { sealKey: publicTextOf(sealKey), leaseKey: publicTextOf(leaseKey) },
  };
}
