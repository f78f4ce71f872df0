import fc from 'fast-check';
import t from 'tap';
import {
  bareCode,
  defaultCodeFormats as formats,
  looksLikePaymentCode,
  maskPaymentCode,
  platformOf,
  storedValueFormat,
} from '../../../src/domain/payment-code.ts';
import { validateFormats } from '../../../src/domain/validate-patterns.ts';

t.test('payment codes find their platform by format', (t) => {
  t.same(validateFormats(formats), []);
  t.equal(platformOf('286312345678901234', formats), 'alipay', '18 digits');
  t.equal(platformOf('2512345678901234', formats), 'alipay', '16 digits');
  t.equal(platformOf('301234567890123456789012', formats), 'alipay', '24 digits');
  t.equal(platformOf('134512345678901234', formats), 'wechat');
  t.equal(platformOf('155512345678901234', formats), 'wechat');
  t.equal(platformOf('6223123456789012345', formats), 'unionpay');
  t.equal(platformOf(' 1345 1234 5678 9012 34\r\n', formats), 'wechat', 'as some wallets print it');
  t.end();
});

t.test('a stored-value card has a format of its own, from 18 to 24 digits', (t) => {
  const withCards = [...formats, storedValueFormat];
  t.same(validateFormats(withCards), []);
  t.equal(platformOf(`90${'1'.repeat(16)}`, withCards), 'stored-value');
  t.equal(platformOf(`90${'1'.repeat(22)}`, withCards), 'stored-value');
  for (const code of [`90${'1'.repeat(15)}`, `90${'1'.repeat(23)}`, `91${'1'.repeat(16)}`]) {
    t.equal(platformOf(code, withCards), undefined, code);
  }
  t.end();
});

t.test('codes of other lengths and beginnings belong to nobody', (t) => {
  for (const code of [
    '164512345678901234', // 16
    '13451234567890123', // 17 digits
    '1345123456789012345',
    '251234567890123', // 15 digits
    '3012345678901234567890123', // 25 digits
    '3112345678901234',
    '622312345678901234',
    '6901234567892',
    'x134512345678901234',
    '',
    '1'.repeat(1000),
  ]) {
    t.equal(platformOf(code, formats), undefined, code.slice(0, 30));
  }
  t.end();
});

t.test('the first format that fits decides, and a bad one is not used', (t) => {
  const own = [{ platform: 'cloudpay', expression: '13\\d{16}' }, ...formats];
  t.equal(platformOf('134512345678901234', own), 'cloudpay');
  const bad = [{ platform: 'slow', expression: '(\\d+)+' }];
  t.throws(() => platformOf('134512345678901234', bad), { code: 'BUNDLE_INVALID' });
  t.equal(validateFormats(bad).length, 1);
  t.end();
});

t.test('a masked code shows two digits in front and four behind', (t) => {
  t.equal(maskPaymentCode('134512345678901234'), '13************1234');
  t.equal(maskPaymentCode('12345678901'), '***********', 'too short to show anything');
  t.equal(maskPaymentCode(''), '');
  fc.assert(
    fc.property(fc.stringMatching(/^\d{12,24}$/), (code) => {
      const masked = maskPaymentCode(code);
      return masked.length === code.length && masked.replaceAll('*', '').length === 6;
    }),
  );
  t.equal(bareCode('13 45\n'), '1345');
  t.end();
});

t.test('the hint is given for codes of a phone only', (t) => {
  t.equal(looksLikePaymentCode('134512345678901234', formats), true);
  t.equal(looksLikePaymentCode('134512345678901234', formats, ']Q1'), true);
  t.equal(looksLikePaymentCode('134512345678901234', formats, ']C0'), true);
  t.equal(looksLikePaymentCode('101234567890123456', formats, ']C1'), false, 'a numeric lot of GS1-128');
  t.equal(looksLikePaymentCode('6901234567892', formats), false);
  t.end();
});
