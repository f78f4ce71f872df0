/**
 * A gift while it is being made, and the draft that becomes of it. One feature says who the recipient is; what
 * is described beside it narrows it down, or only helps to choose between several gifts.
 */
import type { GiftTarget } from '../../../../domain/gift.ts';
import { readMemberCode } from '../../../../domain/member-code.ts';
import type { FeatureDraft, GiftDraft } from '../../../../wire/rest-gifts.ts';
import { isPhone } from '../gift-limits.ts';

export const whomKinds = ['pickupCode', 'phone', 'memberCode', 'face'] as const;
export type WhomKind = (typeof whomKinds)[number];
type Described = Extract<FeatureDraft, { kind: 'described' }>;

export interface GiftPlan {
  readonly whom: WhomKind;
  readonly phone: string;
  readonly memberCode: string;
  readonly machineId: string;
  readonly tag: string;
  /** Beside another way: either will do. */
  readonly alsoPickup: boolean;
  readonly described: readonly Described[];
  /** Whether everything described has to fit. */
  readonly strict: boolean;
  readonly target: GiftTarget | undefined;
  readonly amountMinor: number;
  readonly words: string;
  readonly name: string;
  readonly contact: string;
  readonly wishes: GiftDraft['wishes'];
  readonly days: number;
  /** The machine that keeps it for itself; empty for none. */
  readonly keepAt: string;
}

export function newPlan(me: { readonly name: string; readonly contact: string }): GiftPlan {
  return {
    ...{ whom: 'pickupCode', phone: '', memberCode: '', machineId: '', tag: '', alsoPickup: false },
    ...{ described: [], strict: false, target: undefined, amountMinor: 0, words: '' },
    ...{ name: me.name, contact: me.contact, days: 30, keepAt: '' },
    wishes: {
      ...{ showGiver: me.name !== '', showContact: false, conversation: true },
      refundWhenDeclined: 'atOnce',
    },
  };
}

const tagPattern = /^[\p{L}\p{N}-]{2,16}$/u;

/** The part of the recipient that does not fit yet; undefined when all of it does. */
export function whomProblem(plan: GiftPlan): 'phone' | 'memberCode' | 'machineId' | 'tag' | undefined {
  switch (plan.whom) {
    case 'pickupCode':
      return undefined;
    case 'phone':
      return isPhone(plan.phone) ? undefined : 'phone';
    case 'memberCode':
      return readMemberCode({ text: plan.memberCode }) === undefined ? 'memberCode' : undefined;
    case 'face':
      if (plan.machineId === '') return 'machineId';
      return tagPattern.test(plan.tag.trim()) ? undefined : 'tag';
  }
}

function proofOf(plan: GiftPlan): FeatureDraft {
  switch (plan.whom) {
    case 'pickupCode':
      return { kind: 'pickupCode' };
    case 'phone':
      return { kind: 'phone', phone: plan.phone };
    case 'memberCode':
      return { kind: 'memberCode', code: plan.memberCode.trim().toUpperCase() };
    case 'face':
      return { kind: 'face', machineId: plan.machineId, tag: plan.tag.trim() };
  }
}

export function featuresOf(plan: GiftPlan): FeatureDraft[] {
  const either: FeatureDraft[] =
    plan.alsoPickup && plan.whom !== 'pickupCode' ? [{ kind: 'pickupCode' }] : [];
  return [proofOf(plan), ...either, ...plan.described];
}

/** Who it is has to be proved once; what is described counts only where the giver insists. */
export function thresholdOf({ described, strict }: GiftPlan): number {
  return 1 + (strict ? described.length : 0);
}

/** What is sent to the cloud; undefined while nothing is chosen. */
export function draftOf(plan: GiftPlan): GiftDraft | undefined {
  const { target, amountMinor, words, wishes, days, keepAt } = plan;
  if (!target || amountMinor < 1) return undefined;
  return {
    ...{ features: featuresOf(plan), threshold: thresholdOf(plan), amountMinor, days },
    target: target.kind === 'product' ? { kind: 'product', productId: target.productId } : target,
    words: words.trim(),
    wishes: {
      ...wishes,
      showGiver: wishes.showGiver && plan.name.trim() !== '',
      showContact: wishes.showContact && plan.contact.trim() !== '',
    },
    ...(keepAt === '' ? {} : { keepAt }),
  };
}

export type DescribedPart = 'hour' | 'weekday' | 'machine' | 'category';

/** What is described under one name, replaced; undefined takes it away. */
export function describe(plan: GiftPlan, name: DescribedPart, feature: Described | undefined): GiftPlan {
  const others = plan.described.filter((one) => one.name !== name);
  return { ...plan, described: feature ? [...others, feature] : others };
}
