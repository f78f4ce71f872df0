/**
 * What a machine says and signs with its own Ed25519 key: a list of words and numbers that begins with what kind of
 * statement it is, so that none passes for another.
 */
import { type KeyObject, sign, verify } from 'node:crypto';
import { publicKeyOf } from './curve-keys.ts';

export type Statement = readonly [kind: string, ...said: (string | number)[]];

/** What a statement about a card is for; signed with it. */
export interface CardPurpose {
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderId: string;
  readonly chargeId: string;
}

/** The purpose as the words of a statement. */
export function purposeWords({ merchantId, machineId, orderId, chargeId }: CardPurpose): string[] {
  return [merchantId, machineId, orderId, chargeId];
}

const bytesOf = (statement: Statement): Buffer => Buffer.from(JSON.stringify(statement));

/** The signature, base64url. */
export function signStatement(key: KeyObject, statement: Statement): string {
  return sign(null, bytesOf(statement), key).toString('base64url');
}

/** Whether the machine with that key said it. */
export function isSignedStatement(machineKey: string, statement: Statement, signature: string): boolean {
  const key = publicKeyOf('ed25519', machineKey);
  return verify(null, bytesOf(statement), key, Buffer.from(signature, 'base64url'));
}
