import t from 'tap';
import { maskName } from '../../../src/domain/member.ts';
import { makeMemberCode, maskMemberCode, readMemberCode } from '../../../src/domain/member-code.ts';
import { memberHash } from '../../../src/domain/member-hash.ts';
import { carOfTicket } from '../../../src/domain/parking.ts';
import { defaultCodeFormats, platformOf } from '../../../src/domain/payment-code.ts';
import { maskPhone, readPhone } from '../../../src/domain/phone.ts';
import { readGoodsCode } from '../../../src/domain/read-code.ts';
import { seededRandom } from '../../../src/platform/random.ts';

const code = makeMemberCode(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));

t.test('a member code reads as itself, in whatever case a reader writes it', async (t) => {
  t.equal(readMemberCode({ text: code }), code);
  t.equal(readMemberCode({ text: ` ${code.toLowerCase()}\r\n`, symbology: ']Q1' }), code);
});

t.test('no other character in any place leaves a member code valid', async (t) => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (let at = 3; at < code.length; at += 1) {
    for (const char of alphabet) {
      if (char === code[at]) continue;
      const other = code.slice(0, at) + char + code.slice(at + 1);
      t.equal(readMemberCode({ text: other }), undefined, other);
    }
  }
});

t.test('a member code is neither a payment code nor a parking ticket nor goods', async (t) => {
  const random = seededRandom(7);
  for (let n = 0; n < 200; n += 1) {
    const any = makeMemberCode(random.bytes(10));
    t.equal(platformOf(any, defaultCodeFormats), undefined);
    t.equal(carOfTicket(any), undefined);
    t.throws(() => readGoodsCode({ text: any }, { patterns: [], currency: 'CNY', todayIso: '2026-11-22' }));
  }
});

t.test('payment codes, goods and overlong text are no member codes', async (t) => {
  const others = [
    '288888888888888888',
    '6901234567892',
    'MB:',
    `${code}0`,
    `${'0'.repeat(40)}`,
    '可乐,3.50,2026-12-01',
  ];
  for (const text of others) t.equal(readMemberCode({ text }), undefined, text);
  t.equal(readMemberCode({ text: code, symbology: ']C1' }), undefined, 'an element string is none');
});

t.test('a phone number has one spelling', async (t) => {
  for (const typed of ['13800138000', '138 0013 8000', '+86 138-0013-8000', '008613800138000'])
    t.equal(readPhone(typed), '13800138000', typed);
  t.equal(readPhone('62345678'), '62345678', 'of another country');
  for (const typed of ['', '12345', '12345678901', 'abc', '1'.repeat(25), '138001380001380013800'])
    t.equal(readPhone(typed), undefined, typed);
});

t.test('what is shown of names, numbers and codes tells nobody who it is', async (t) => {
  t.equal(maskName('王小明'), '王*明');
  t.equal(maskName('李四'), '李*');
  t.equal(maskName('欧阳娜娜'), '欧*娜');
  t.equal(maskName('Anna Lindström'), 'A*** L***');
  t.equal(maskName('  '), '*');
  t.equal(maskPhone('13800138000'), '138****8000');
  t.equal(maskPhone('62345678'), '****78');
  t.equal(maskMemberCode(code), `MB…${code.slice(-4)}`);
});

t.test(
  'the hash of a code is another one under another key, and for a number of the same digits',
  async (t) => {
    const key = Buffer.alloc(32, 1).toString('base64');
    const other = Buffer.alloc(32, 2).toString('base64');
    const hashes = [
      memberHash(key, 'code', '13800138000'),
      memberHash(key, 'phone', '13800138000'),
      memberHash(other, 'phone', '13800138000'),
    ];
    t.equal(new Set(hashes).size, 3);
    t.match(hashes[0], /^[0-9a-f]{64}$/);
  },
);
