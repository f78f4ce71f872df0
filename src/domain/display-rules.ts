/**
 * How the settlement list is shown (A6): rules set by the scene of settlement, a template or the site's own,
 * and by the shopper's own authorised settings where the site lets them win. They change what is seen first
 * and what stands out, never what is sold or due. Pure.
 */
import { z } from 'zod';
import type { PricedLine } from './basket.ts';

const thresholdMinor = z.number().int().min(0).max(1_000_000_000);

export const lineOrderSchema = z.enum(['asScanned', 'priceAscending', 'priceDescending']);
export type LineOrder = z.infer<typeof lineOrderSchema>;

export const displayRulesSchema = z
  .object({
    /** By the price of a piece; equal prices stay as scanned. */
    order: lineOrderSchema,
    /** Goods dearer than this are marked and their pieces counted; `null` marks none. */
    dearOverMinor: thresholdMinor.nullable(),
    /** A name bought in more pieces than this is marked; `null` marks none. */
    manyOver: z.number().int().min(1).max(999).nullable(),
  })
  .readonly();
export type DisplayRules = z.infer<typeof displayRulesSchema>;

/** What a shopper wishes for their own list; what is not named is as the site has it. */
export const displayWishSchema = z
  .object({
    order: lineOrderSchema.optional(),
    dearOverMinor: thresholdMinor.nullable().optional(),
    manyOver: z.number().int().min(1).max(999).nullable().optional(),
  })
  .readonly();
export type DisplayWish = z.infer<typeof displayWishSchema>;

/** Scenes of settlement, each with a template of rules. */
export const displaySceneSchema = z.enum(['counter', 'vending', 'coffee', 'own']);
export type DisplayScene = z.infer<typeof displaySceneSchema>;

/** What a site sets, in its bundle. */
export const displayPolicySchema = z
  .object({
    /** The template the rules were taken from; `own` where the site set them itself. */
    scene: displaySceneSchema,
    rules: displayRulesSchema,
    /** Which rules a member's own settings may take the place of. */
    memberMay: z.object({ order: z.boolean(), dear: z.boolean(), many: z.boolean() }).readonly(),
  })
  .readonly();
export type DisplayPolicy = z.infer<typeof displayPolicySchema>;

/** Nothing is sorted and nothing marked: what a machine does without a policy. */
export const plainRules: DisplayRules = { order: 'asScanned', dearOverMinor: null, manyOver: null };

/**
 * The rules of each scene. At a counter a long list is checked: dear goods first, and many of a kind stand
 * out. Few goods come out of a vending machine, so only more than two of a kind are marked; a coffee's list
 * is as it was ordered.
 */
export const displayTemplates: Readonly<Record<Exclude<DisplayScene, 'own'>, DisplayRules>> = {
  counter: { order: 'priceDescending', dearOverMinor: 5000, manyOver: 3 },
  vending: { order: 'asScanned', dearOverMinor: null, manyOver: 2 },
  coffee: plainRules,
};

/** The site's rules, with the member's wishes where the site lets them win. */
export function rulesFor(policy: DisplayPolicy | undefined, wish: DisplayWish | undefined): DisplayRules {
  const rules = policy?.rules ?? plainRules;
  if (!policy || !wish) return rules;
  const { memberMay } = policy;
  return {
    order: (memberMay.order ? wish.order : undefined) ?? rules.order,
    dearOverMinor:
      memberMay.dear && wish.dearOverMinor !== undefined ? wish.dearOverMinor : rules.dearOverMinor,
    manyOver: memberMay.many && wish.manyOver !== undefined ? wish.manyOver : rules.manyOver,
  };
}

/** One line as it is shown. */
export interface ShownLine {
  readonly line: PricedLine;
  /** Its place in the order of scanning, from 1. */
  readonly number: number;
  readonly dear: boolean;
  readonly many: boolean;
  /** Pieces of this name on the whole list. */
  readonly ofName: number;
}

/** The list as it is shown, and what stands out in it. */
export interface ShownList {
  readonly lines: readonly ShownLine[];
  readonly order: LineOrder;
  /** Pieces dearer than the threshold; absent where there is none. */
  readonly dear?: { readonly overMinor: number; readonly pieces: number; readonly lines: number };
  /** Names of which more than the threshold are on the list; absent where there is no threshold. */
  readonly many?: { readonly over: number; readonly names: number };
}

/** The price a shopper compares by: of one piece, or of the whole portion where it is weighed or coded. */
export function piecePriceMinor(line: PricedLine): number {
  const portion = line.weightGrams !== undefined || line.codePriceMinor !== undefined;
  return portion ? line.regularMinor : line.unitPriceMinor;
}

/** The lines in the order and with the marks of the rules; equal input gives equal output. */
export function showList(lines: readonly PricedLine[], rules: DisplayRules): ShownList {
  const { order, dearOverMinor, manyOver } = rules;
  const pieces = piecesByName(lines);
  const shown = lines.map((line, index) => ({
    line,
    number: index + 1,
    dear: dearOverMinor !== null && piecePriceMinor(line) > dearOverMinor,
    many: manyOver !== null && (pieces.get(nameOf(line)) ?? 0) > manyOver,
    ofName: pieces.get(nameOf(line)) ?? 0,
  }));
  const dear = shown.filter((one) => one.dear);
  return {
    lines: sorted(shown, order),
    order,
    ...(dearOverMinor === null
      ? {}
      : {
          dear: {
            overMinor: dearOverMinor,
            pieces: dear.reduce((sum, { line }) => sum + line.quantity, 0),
            lines: dear.length,
          },
        }),
    ...(manyOver === null
      ? {}
      : { many: { over: manyOver, names: [...pieces.values()].filter((count) => count > manyOver).length } }),
  };
}

function sorted(shown: readonly ShownLine[], order: LineOrder): readonly ShownLine[] {
  if (order === 'asScanned') return shown;
  const sign = order === 'priceAscending' ? 1 : -1;
  return shown.toSorted(
    (a, b) => sign * (piecePriceMinor(a.line) - piecePriceMinor(b.line)) || a.number - b.number,
  );
}

/** Goods of one name may stand on several lines: other lots, weighed portions, prices of their own. */
function piecesByName(lines: readonly PricedLine[]): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const line of lines) pieces.set(nameOf(line), (pieces.get(nameOf(line)) ?? 0) + line.quantity);
  return pieces;
}

const nameOf = ({ name }: PricedLine): string => `${name.zh}\n${name.en}`;
