/** The demo's member, greeted after typing 13800138000, and how its machine shows a list. */
import { type DisplayPolicy, displayTemplates } from '../domain/display-rules.ts';

export const demoDisplay: DisplayPolicy = {
  scene: 'vending',
  rules: displayTemplates.vending,
  memberMay: { order: true, dear: true, many: true },
};

/** Sees the dearest goods first, and those over ￥20.00 marked. */
export const demoMember = {
  name: '王小明',
  phone: '13800138000',
  memberPrice: true,
  display: { order: 'priceDescending', dearOverMinor: 2000 },
  keptHours: 24,
} as const;
