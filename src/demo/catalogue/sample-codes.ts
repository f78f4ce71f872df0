/**
 * Codes to try at the demo machine: at least one of every structure the shop reads, and some it must
 * refuse. Dates in them are near today's, so the list is made for a day.
 */

import { addDays } from '../../domain/shelf-life.ts';
import type { Text } from '../../domain/text.ts';
import { demoGtin, withCheckDigit } from './demo-gtin.ts';
import { nearDateLot, pastDateLot } from './goods-in.ts';
import { packagedGoods } from './packaged-goods.ts';

export interface SampleCode {
  /** A name to scan it by: `kioskctl sim scan <sampleId>`. */
  readonly sampleId: string;
  readonly code: string;
  /** AIM symbology identifier that a scanner sends with it. */
  readonly symbology: string;
  readonly about: Text;
}

const ean = ']E0';
const ean8 = ']E4';
const itf = ']I1';
const gs1Code128 = ']C1';
const gs1DataMatrix = ']d2';
const code128 = ']C0';
const qr = ']Q1';
const groupSeparator = '\u001d';

/** The codes of one day, `todayIso` in the shop's time zone. */
export function sampleCodes(todayIso: string): readonly SampleCode[] {
  const plain = packagedGoods.flatMap(({ productId, gtins, name }): SampleCode[] => {
    const code = gtins[0];
    return code === undefined ? [] : [sample(productId, code, symbologyOf(code), name.zh, name.en)];
  });
  return [
    ...inStoreCodes(),
    ...gs1Codes(todayIso),
    ...vendorCodes(todayIso),
    ...refusedCodes(todayIso),
    ...plain,
  ];
}

/** The demo's stored-value card, shown when the machine asks for a payment code. */
export function cardSamples(cardCode: string | undefined): readonly SampleCode[] {
  if (cardCode === undefined) return [];
  const zh = '储值卡，开卡时 ￥200.00（付款时出示）';
  return [
    sample('stored-value-card', cardCode, qr, zh, 'Stored-value card, opened with ￥200.00 (to pay with)'),
  ];
}

function inStoreCodes(): SampleCode[] {
  return [
    sample(
      'apples-1250g',
      withCheckDigit('220010101250'),
      ean,
      '苹果 1.250公斤（店内秤签）',
      'Apples, 1.250 kg (scale label)',
    ),
    sample(
      'grapes-486g',
      withCheckDigit('220010300486'),
      ean,
      '葡萄 0.486公斤（店内秤签）',
      'Grapes, 0.486 kg (scale label)',
    ),
    sample(
      'beef-label',
      withCheckDigit('230020102358'),
      ean,
      '酱牛肉 标价23.58（店内价签）',
      'Braised beef at 23.58 (price label)',
    ),
    sample(
      'dumplings-label',
      withCheckDigit('230030101500'),
      ean,
      '水饺 标价15.00（店内价签）',
      'Dumplings at 15.00 (price label)',
    ),
    sample(
      'tomatoes-long',
      '28' + '00104' + '00730' + '00504' + '0',
      code128,
      '番茄 730克 5.04（长秤签）',
      'Tomatoes, 730 g at 5.04 (long label)',
    ),
  ];
}

function gs1Codes(todayIso: string): SampleCode[] {
  const inAWeek = yymmdd(addDays(todayIso, 7));
  const milk = demoGtin(201).padStart(14, '0');
  const yogurt = demoGtin(203).padStart(14, '0');
  const salad = demoGtin(504).padStart(14, '0');
  const made = yymmdd(todayIso);
  return [
    sample(
      'milk-gs1',
      `01${milk}17${inAWeek}10L2401A`,
      gs1DataMatrix,
      '牛奶，带有效期和批号（GS1）',
      'Milk with expiry and lot (GS1)',
    ),
    sample(
      'yogurt-gs1',
      `01${yogurt}10Y77${groupSeparator}17${inAWeek}`,
      gs1Code128,
      '酸奶，批号在前（GS1-128）',
      'Yogurt, lot first (GS1-128)',
    ),
    sample(
      'salad-gs1',
      `01${salad}11${made}21S0042`,
      gs1DataMatrix,
      '沙拉，生产日期和序列号（GS1）',
      'Salad with production date and serial (GS1)',
    ),
    sample(
      'cheese-batch',
      `01${demoGtin(205).padStart(14, '0')}10${nearDateLot}`,
      gs1DataMatrix,
      '奶酪棒，批次按进货记录有临期折扣',
      'Cheese sticks of a batch near its date (goods in)',
    ),
    sample(
      'salad-batch',
      `01${salad}10${pastDateLot}`,
      gs1DataMatrix,
      '沙拉，批次按进货记录已过期',
      'Salad of a batch past its date (goods in)',
    ),
    sample(
      'milk-link',
      `https://id.example.com/01/${milk}/10/L2402B?17=${inAWeek}`,
      qr,
      '牛奶，GS1 数字链接',
      'Milk, GS1 Digital Link',
    ),
  ];
}

function vendorCodes(todayIso: string): SampleCode[] {
  const made = addDays(todayIso, -1).replaceAll('-', '');
  return [
    sample(
      'buns-vendor',
      `红糖馒头,3.50,${made}+3`,
      qr,
      '红糖馒头（供应商：名称,价格,保质期）',
      'Brown sugar buns (supplier: name, price, life)',
    ),
    sample(
      'buns-vendor-2',
      `红糖馒头,${made}+3,3.50`,
      qr,
      '红糖馒头（供应商：名称,保质期,价格）',
      'Brown sugar buns (supplier: name, life, price)',
    ),
  ];
}

function refusedCodes(todayIso: string): SampleCode[] {
  const lastWeek = yymmdd(addDays(todayIso, -7));
  const yogurt = demoGtin(204).padStart(14, '0');
  const sandwichMade = yymmdd(addDays(todayIso, -10));
  const sandwich = demoGtin(503).padStart(14, '0');
  const misread = `${demoGtin(101).slice(0, 12)}${(Number(demoGtin(101).slice(12)) + 1) % 10}`;
  return [
    sample(
      'yogurt-expired',
      `01${yogurt}17${lastWeek}10OLD1`,
      gs1DataMatrix,
      '过期酸奶（应被拒绝）',
      'Yogurt past its date (refused)',
    ),
    sample(
      'sandwich-old',
      `01${sandwich}11${sandwichMade}10OLD2`,
      gs1DataMatrix,
      '三明治，生产日期加保质期已过（应被拒绝）',
      'Sandwich, made too long ago (refused)',
    ),
    sample('misread', misread, code128, '校验位错误（应被拒绝）', 'Wrong check digit (refused)'),
    sample('unknown', demoGtin(99_999), ean, '未知商品（应被拒绝）', 'Unknown goods (refused)'),
  ];
}

function symbologyOf(gtin: string): string {
  if (gtin.length === 8) return ean8;
  return gtin.length === 14 ? itf : ean;
}

function sample(sampleId: string, code: string, symbology: string, zh: string, en: string): SampleCode {
  return { sampleId, code, symbology, about: { zh, en } };
}

function yymmdd(dateIso: string): string {
  return dateIso.slice(2).replaceAll('-', '');
}
