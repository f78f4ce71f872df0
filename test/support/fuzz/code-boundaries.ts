/** Texts of codes: goods by GS1, Digital Link and published rules; payment codes; the rules themselves. */
import { z } from 'zod';
import { demoPatterns } from '../../../src/demo/catalogue/code-patterns.ts';
import { codeFormatSchema, codePatternSchema } from '../../../src/domain/code-pattern.ts';
import { makeShortCoupon, readCoupon } from '../../../src/domain/coupon.ts';
import { isGenuine, signCoupon } from '../../../src/domain/coupon-signature.ts';
import { privateKeyOf, publicTextOf } from '../../../src/domain/curve-keys.ts';
import type { GoodsReading } from '../../../src/domain/goods-reading.ts';
import {
  defaultCodeFormats,
  looksLikePaymentCode,
  maskPaymentCode,
  platformOf,
} from '../../../src/domain/payment-code.ts';
import { readGoodsCode } from '../../../src/domain/read-code.ts';
import { validateFormats, validatePatterns } from '../../../src/domain/validate-patterns.ts';
import { type Boundary, bytesOf, jsonOf, owed, textOf, verdictOf } from './boundary.ts';

const context = { currency: 'CNY', todayIso: '2026-11-22', patterns: demoPatterns } as const;
const symbologies = [undefined, ']E0', ']C1', ']d2', ']Q3', ']e0', ']E4', ']E3', ']C0', ']Q1', ']I1', ']z9'];

const codeTexts = [
  ...['6901234567892', '96385074', '012345678905', '2200123004550', '2800123004550012906'],
  '010690123456789210LOT7\u001d1727123131030012503922450',
  '(01)06901234567892(17)271231(10)ABC',
  'https://id.gs1.org/01/09506000134352/10/ABC?17=271231&3103=001250',
  'https://example.com/01/9506000134352?15=261231',
  '苹果汁,12.50,20261101+30',
  '苹果汁,20261101+30,12.50',
  ']C1010690123456789210批次',
  '00340123450000000018',
];

/** What a reading says has to be what later code relies on. */
function checkReading(reading: GoodsReading): void {
  const { gtin14, priceMinor, weightGrams, quantity } = reading as unknown as Record<string, unknown>;
  owed(gtin14 === undefined || /^\d{14}$/.test(String(gtin14)), `the GTIN ${gtin14}`);
  for (const number of [priceMinor, weightGrams, quantity]) {
    owed(
      number === undefined || (Number.isSafeInteger(number) && (number as number) >= 0),
      `the number ${number}`,
    );
  }
}

const goodsCodes: Boundary = {
  name: 'goods-codes',
  samples: codeTexts.map(bytesOf),
  open: () => ({
    take: (input, dice) => {
      const text = textOf(input);
      const symbology = dice.oneIn(2) ? undefined : dice.pick(symbologies);
      looksLikePaymentCode(text, defaultCodeFormats);
      return verdictOf(() =>
        checkReading(readGoodsCode(symbology === undefined ? { text } : { text, symbology }, context)),
      );
    },
  }),
};

const paymentCodes: Boundary = {
  name: 'payment-codes',
  samples: ['281234567890123456', '134567890123456789', '6212345678901234567', '901234567890123456'].map(
    bytesOf,
  ),
  open: () => ({
    take: (input) => {
      const code = textOf(input);
      const platform = platformOf(code, defaultCodeFormats);
      const masked = maskPaymentCode(code);
      owed(code.length < 8 || !masked.includes(code), 'a payment code is not masked');
      owed(masked.length <= 40 || masked.length <= code.length, 'a mask that is longer than its code');
      return platform === undefined ? 'of no platform' : 'accepted';
    },
  }),
};

const signingKey = privateKeyOf('ed25519', new Uint8Array(32));
const genuine = signCoupon(signingKey, 'shop', {
  ...{ seriesId: 'welcome', couponId: 'cpn_1', expiresAtMs: 1_800_000_000_000 },
});

/** Only what the merchant signed is believed, whatever is changed in it. */
const couponCodes: Boundary = {
  name: 'coupon-codes',
  samples: [genuine, makeShortCoupon(new Uint8Array(11)), 'KC-7F3K-9QWD-MX2P'].map(bytesOf),
  open: () => ({
    take: (input) => {
      const text = textOf(input);
      const code = readCoupon(text);
      if (!code) return 'no coupon';
      owed(!code.masked.includes(code.code), 'a coupon is not masked');
      owed(readCoupon(code.code)?.code === code.code, 'a coupon is read otherwise the second time');
      if (code.form === 'short') return 'accepted';
      const believed = isGenuine(publicTextOf(signingKey), 'shop', code);
      owed(!believed || code.code === genuine, 'a coupon that nobody signed is believed');
      return believed ? 'accepted' : 'forged';
    },
  }),
};

const rules = z.object({
  patterns: z.array(codePatternSchema).max(200),
  codeFormats: z.array(codeFormatSchema).max(50),
});
const ruleTexts = [
  ...codeTexts,
  'a'.repeat(200),
  '2'.repeat(60),
  ',,,,,,,,,,,,',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
];

/** A published table of rules: one that is taken has to read any text to an end. */
const codeRules: Boundary = {
  name: 'code-rules',
  json: true,
  samples: [
    jsonOf({ patterns: demoPatterns, codeFormats: defaultCodeFormats }),
    jsonOf({
      patterns: [
        {
          patternId: 'r',
          description: 'd',
          form: { form: 'expression', expression: '(?<article>[A-Z]{2,5}\\d+)(-(?<lot>\\w{1,8}))?' },
        },
      ],
      codeFormats: [{ platform: 'x', expression: '(ab|a\\d)[0-9]{4,20}' }],
    }),
  ],
  open: () => ({
    take: (input, dice) => {
      let value: unknown;
      try {
        value = JSON.parse(textOf(input));
      } catch {
        return 'no JSON';
      }
      const parsed = rules.safeParse(value);
      if (!parsed.success) return 'does not fit the schema';
      const { patterns, codeFormats } = parsed.data;
      const problems = [...validatePatterns(patterns), ...validateFormats(codeFormats)];
      if (problems.length > 0) return 'BUNDLE_INVALID';
      for (let i = 0; i < 4; i += 1) {
        const text = dice.pick(ruleTexts) + (dice.oneIn(2) ? dice.pick(ruleTexts) : '');
        verdictOf(() => readGoodsCode({ text }, { ...context, patterns }));
        platformOf(text.slice(0, 64), codeFormats);
      }
      return 'accepted';
    },
  }),
};

export const codeBoundaries: readonly Boundary[] = [goodsCodes, paymentCodes, couponCodes, codeRules];
