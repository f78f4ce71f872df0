import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { groupedCoupon, makeShortCoupon, readCoupon } from '../../../src/domain/coupon.ts';
import { isGenuine, signCoupon } from '../../../src/domain/coupon-signature.ts';
import { privateKeyOf, publicTextOf } from '../../../src/domain/curve-keys.ts';
import { readMemberCode } from '../../../src/domain/member-code.ts';
import { defaultCodeFormats, looksLikePaymentCode } from '../../../src/domain/payment-code.ts';

const key = privateKeyOf('ed25519', createHash('sha256').update('a merchant').digest());
const otherKey = privateKeyOf('ed25519', createHash('sha256').update('another').digest());
const claim = { seriesId: 'welcome', couponId: 'cpn_1', expiresAtMs: 1_800_000_000_000 };

t.test('a short code is read as it is printed, typed and misread, and its masked form hides it', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 11, maxLength: 11 }), (bytes) => {
      const code = makeShortCoupon(bytes);
      t.match(readCoupon(code), { form: 'short', code, masked: `KC…${code.slice(-4)}` });
      t.equal(readCoupon(groupedCoupon(code))?.code, code);
      t.equal(readCoupon(` ${groupedCoupon(code).toLowerCase().replaceAll('0', 'o')} `)?.code, code);
      t.notOk(readMemberCode({ text: code }));
      t.notOk(looksLikePaymentCode(code, defaultCodeFormats));
    }),
    { numRuns: 50 },
  );
  t.end();
});

t.test('a changed character or two swapped ones are noticed', (t) => {
  const code = makeShortCoupon(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
  for (let at = 2; at < code.length; at += 1) {
    const other = code[at] === '7' ? '8' : '7';
    t.equal(readCoupon(`${code.slice(0, at)}${other}${code.slice(at + 1)}`), undefined);
  }
  t.equal(readCoupon(`KC${code[3]}${code[2]}${code.slice(4)}`), undefined);
  t.end();
});

t.test('a signed coupon holds for its merchant and its claim alone', (t) => {
  const text = signCoupon(key, 'shop', claim);
  const code = readCoupon(text);
  if (code?.form !== 'signed') return t.fail('is not read');
  t.match(code.claim, claim);
  t.equal(code.masked, 'KS…pn_1');
  const publicKey = publicTextOf(key);
  t.ok(isGenuine(publicKey, 'shop', code));
  t.notOk(isGenuine(publicKey, 'another-shop', code));
  t.notOk(isGenuine(publicTextOf(otherKey), 'shop', code));
  t.notOk(isGenuine(publicKey, 'shop', { ...code, claim: { ...claim, couponId: 'cpn_2' } }));
  t.notOk(
    isGenuine(publicKey, 'shop', { ...code, claim: { ...claim, expiresAtMs: claim.expiresAtMs + 1000 } }),
  );
  t.notOk(isGenuine(publicKey, 'shop', { ...code, signature: 'A'.repeat(86) }));
  t.end();
});

t.test('a signed coupon has one spelling', (t) => {
  const parts = signCoupon(key, 'shop', claim).split('.');
  t.equal(readCoupon(parts.with(3, `0${parts[3]}`).join('.')), undefined);
  t.end();
});

t.test('nothing else is a coupon', (t) => {
  for (const text of ['', 'KC', '6901234567892', 'MB:0123456789X', 'KS1.a.b.c.d', '281234567890123456']) {
    t.equal(readCoupon(text), undefined, text);
  }
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => readCoupon(text) === undefined));
  t.end();
});
