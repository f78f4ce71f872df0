/**
 * From the features that a giver names to what is stored of them: hashes, sealed as a whole for leases, hashed
 * once more for finding, and masked for the giver. And back to the terms of a gift.
 */

import { Fault } from '../../domain/fault.ts';
import {
  type GiftAttribute,
  type GiftFeature,
  type GiftTerms,
  giftFeatureSchema,
  giftFeaturesMax,
} from '../../domain/gift.ts';
import { makePickupCode, maskPickupCode } from '../../domain/gift-code.ts';
import { faceSpelling, type GiftHashKind, giftHash } from '../../domain/gift-hash.ts';
import { maskMemberCode, readMemberCode } from '../../domain/member-code.ts';
import type { Currency } from '../../domain/money.ts';
import { maskPhone, readPhone } from '../../domain/phone.ts';
import type { Random } from '../../platform/random.ts';
import type { FeatureDraft } from '../../wire/rest-gifts.ts';
import type { GiftKeys } from '../database/gift-keys.ts';
import type { GiftRow } from '../database/gift-rows.ts';
import type { GiftHashes } from './gifts-ports.ts';

export interface MadeFeatures {
  readonly features: readonly GiftFeature[];
  readonly shown: readonly { readonly kind: string; readonly shown: string }[];
  /** Made here, for the giver to pass on. */
  readonly pickupCode: string | undefined;
}

function malformed(where: string): Fault {
  return new Fault('INPUT_MALFORMED', 'take the features of a gift', { facts: { where } });
}

/** Hashes what identifies somebody; throws `INPUT_MALFORMED` where nothing does. */
export function makeFeatures(
  { hashes, random }: { readonly hashes: GiftHashes; readonly random: Random },
  merchantId: string,
  drafts: readonly FeatureDraft[],
): MadeFeatures {
  const key = hashes.machineKey(merchantId);
  const hashOf = (kind: GiftHashKind, given: string) => giftHash(key, kind, given);
  let pickupCode: string | undefined;
  const shown: { kind: string; shown: string }[] = [];
  const features = drafts.map((draft): GiftFeature => {
    switch (draft.kind) {
      case 'phone': {
        const phone = readPhone(draft.phone);
        if (phone === undefined) throw malformed('body.features: no phone number');
        shown.push({ kind: 'phone', shown: maskPhone(phone) });
        return { kind: 'phone', hash: hashOf('phone', phone) };
      }
      case 'memberCode': {
        const code = readMemberCode({ text: draft.code });
        if (code === undefined) throw malformed('body.features: no member code');
        shown.push({ kind: 'memberCode', shown: maskMemberCode(code) });
        return { kind: 'memberCode', hash: hashOf('code', code) };
      }
      case 'pickupCode': {
        if (pickupCode !== undefined) throw malformed('body.features: two pickup codes');
        pickupCode = makePickupCode(random.bytes(10));
        shown.push({ kind: 'pickupCode', shown: maskPickupCode(pickupCode) });
        return { kind: 'pickupCode', hash: hashOf('pickup', pickupCode) };
      }
      case 'face': {
        const { machineId, tag } = draft;
        shown.push({ kind: 'face', shown: tag.trim().toUpperCase() });
        return { kind: 'face', hash: hashOf('face', faceSpelling(machineId, tag)), machineId };
      }
      default:
        shown.push({ kind: draft.kind, shown: `${draft.name} ${saidOf(draft)}` });
        return draft;
    }
  });
  if (features.every(({ kind }) => kind === 'described')) {
    throw malformed('body.features: nobody is identified by these');
  }
  return { features, shown, pickupCode };
}

function saidOf(draft: Extract<FeatureDraft, { kind: 'described' }>): string {
  switch (draft.operator) {
    case 'equals':
      return String(draft.value);
    case 'inRange':
      return `${draft.from}–${draft.to}`;
    case 'inSet':
      return draft.values.join(', ').slice(0, 80);
  }
}

/** The features that identify somebody, as they are found in the database. */
export function storedOf(
  hashes: GiftHashes,
  merchantId: string,
  features: readonly GiftFeature[],
): { readonly n: number; readonly stored: string }[] {
  return features.flatMap((feature, n) =>
    'hash' in feature ? [{ n, stored: hashes.stored(merchantId, feature.hash) }] : [],
  );
}

export function sealFeatures(
  { keys, random }: { readonly keys: GiftKeys; readonly random: Random },
  giftId: string,
  features: readonly GiftFeature[],
): string {
  return keys.seal(random, giftId, JSON.stringify(features));
}

/** The gift as matching and covering need it, its hashes as machines have them. */
export function termsOf(keys: GiftKeys, row: GiftRow): GiftTerms {
  const features = giftFeatureSchema
    .array()
    .max(giftFeaturesMax)
    .parse(JSON.parse(keys.open(row.gift_id, row.features_sealed)));
  const { showGiver, showContact } = row.wishes;
  return {
    ...{ giftId: row.gift_id, merchantId: row.merchant_id, features, threshold: row.threshold },
    ...{ target: row.target, amountMinor: Number(row.amount_minor), currency: row.currency as Currency },
    wording: {
      words: row.words,
      ...(showGiver && row.giver_name !== '' ? { giverName: row.giver_name } : {}),
      ...(showContact && row.giver_contact !== '' ? { giverContact: row.giver_contact } : {}),
    },
    ...{ createdAtMs: Number(row.created_at_ms), expiresAtMs: Number(row.expires_at_ms) },
  };
}

/** The same with its hashes as they are stored, to be compared with what is known of a person. */
export function storedTermsOf(keys: GiftKeys, hashes: GiftHashes, row: GiftRow): GiftTerms {
  const terms = termsOf(keys, row);
  const stored = (feature: GiftFeature) =>
    'hash' in feature ? { ...feature, hash: hashes.stored(row.merchant_id, feature.hash) } : feature;
  return { ...terms, features: terms.features.map(stored) };
}

/** The hash of an attribute, where it has one. */
export function hashOfAttribute(attribute: GiftAttribute): string | undefined {
  return 'hash' in attribute ? attribute.hash : undefined;
}
