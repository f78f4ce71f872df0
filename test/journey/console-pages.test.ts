/**
 * Every page of the fleet console in a real browser, in both languages, and what a script can hold it to.
 * `PICTURES=1` takes a picture of each for the eye.
 */
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { buildWeb, webFolder } from '../../scripts/build-web.ts';
import { faultCatalogue } from '../../src/domain/fault-catalogue.ts';
import { orderStateSchema } from '../../src/domain/record.ts';
import type { Language } from '../../src/domain/text.ts';
import { seriousViolations } from '../support/axe.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type ConsoleWindow, desk, openConsole, standing, tablet } from '../support/console-browser.ts';
import { startConsoleStub } from '../support/console-stub.ts';
import { until } from '../support/product-until.ts';
import { takePicture } from '../support/take-picture.ts';

if (noChromium) {
  t.plan(0, noChromium);
  process.exit(0);
}
t.setTimeout(400_000);

const languages: readonly Language[] = ['zh', 'en'];

await buildWeb(['console']);
const stub = await startConsoleStub(webFolder('console'));
const browser = await startChromium();
t.teardown(async () => {
  await browser.close();
  await stub.stop();
});

const orderIn = (state: string, lines = 1) =>
  stub.orders.find((order) => order.state === state && order.lines.length >= lines)?.id ?? '';

interface PageCase {
  readonly path: string;
  /** What must be read there. */
  readonly texts: Readonly<Record<Language, readonly string[]>>;
}

const pages: Readonly<Record<string, PageCase>> = {
  overview: {
    path: '/',
    texts: {
      zh: ['9 台机器中有 1 台停止售卖、1 台离线', '今日营业额', '磁盘已满', '在途的钱', '最新订单'],
      en: [
        'Of 9 machines 1 is not selling and 1 is offline',
        'Takings today',
        'Disk full',
        'Money on its way',
        'Latest orders',
      ],
    },
  },
  orders: {
    path: '/orders',
    texts: {
      zh: ['退款失败', '地铁南站 A 口', '导出本页'],
      en: ['Refund failed', 'Metro South, exit A', 'Export'],
    },
  },
  order: {
    path: `/orders/${orderIn('deliveryAndPaymentSuccess', 4)}`,
    texts: {
      zh: ['汽水 买三付二', '0.742 kg', '平台确认收款', '小票已打印', '¥22.79'],
      en: ['Soda: 3 for 2', '0.742 kg', 'Platform confirmed the payment', 'Receipt printed', '¥22.79'],
    },
  },
  'order-refunded': {
    path: `/orders/${orderIn('deliveryFailRefundSuccess')}`,
    texts: { zh: ['没有出货', '退款成功', '已退款'], en: ['Not delivered', 'Refunded', 'Dispenser jam'] },
  },
  'order-benefits': {
    path: `/orders/${stub.orders.find((order) => order.benefits)?.id ?? ''}`,
    texts: {
      zh: [
        '优惠券 KC…4F1K · 离线凭签名',
        '积分抵扣 40',
        '获得积分',
        '储值卡',
        '支付宝',
        '90**************4421',
      ],
      en: ['Coupon KC…4F1K · offline, by its signature', 'Points spent: 40', 'Stored value', 'Alipay'],
    },
  },
  machines: {
    path: '/machines',
    texts: {
      zh: ['v13 → v14', '128 条', '打印机缺纸', '从未上线'],
      en: ['v13 → v14', '128 records', 'Never seen'],
    },
  },
  machine: {
    path: '/machines/ks-102',
    texts: {
      zh: ['打印机缺纸', '已解除', '触屏可选', '最近的订单', '发布到 1 台机器'],
      en: ['Printer out of paper', 'Cleared', 'Sold by touch', 'Latest orders', 'Publish to 1 machine'],
    },
  },
  products: {
    path: '/products',
    texts: {
      zh: ['可乐 330毫升', '饮料', '发布到 9 台机器'],
      en: ['Cola 330 ml', 'Drinks', 'Publish to 9 machines'],
    },
  },
  'goods-in': {
    path: '/goods-in',
    texts: { zh: ['进货', '机器拦下的商品'], en: ['Goods in', 'Held back at machines'] },
  },
  coupons: {
    path: '/coupons',
    texts: {
      zh: ['新客券', '重复使用', '未出货，已退还'],
      en: ['Welcome coupon', 'Used twice', 'Given back, nothing was delivered'],
    },
  },
  promotions: {
    path: '/promotions',
    texts: {
      zh: ['买 3 付 2', '第 2 件 5 折', '7 折', '此刻不生效'],
      en: ['3 for the price of 2', 'every 2nd piece 50% off', '30% off', 'Not now'],
    },
  },
  patterns: {
    path: '/patterns',
    texts: {
      zh: ['条码规则', '名称 , 价格 , 保质期（天）', '改动待发布', '生效版本 2'],
      en: ['Code rules', 'name , price , shelf life, days', 'New, not published', 'Version 2 in force'],
    },
  },
  verification: {
    path: '/verification',
    texts: {
      zh: ['单笔限额', '改动待发布', '生效版本 3', '黑名单', '新增待发布'],
      en: ['Limit for one payment', 'Changed, not published', 'Version 3 in force', 'New, not published'],
    },
  },
  cards: {
    path: '/cards',
    texts: {
      zh: ['储值卡', '已锁定', '没有密码', '机器上 ¥30.00', '指纹：2 台机器', '连续输错 5 次'],
      en: ['Stored-value cards', 'Locked', 'No PIN', '¥30.00 on machines', 'Fingers at 2 machines'],
    },
  },
  members: {
    path: '/members',
    texts: {
      zh: ['会员', '138****5678', '会员价', '按本人授权'],
      en: ['Members', '138****5678', 'Member prices', 'As they authorised'],
    },
  },
  clients: {
    path: '/clients',
    texts: {
      zh: ['门店小程序', '已吊销', '最近的消息', '41 次', '3 次，HTTP 503'],
      en: ['Till at the back', 'Revoked', 'Latest messages', '41 tries', '3 tries, HTTP 503'],
    },
  },
  funnel: {
    path: '/funnel',
    texts: {
      zh: ['开始选购', '已付款', '占开始的 66 %', '12 个事件'],
      en: ['Wanted to pay', 'Paid', '66 % of those that began', '12 events were lost'],
    },
  },
  parking: {
    path: '/parking',
    texts: {
      zh: ['天河广场', '他方', '没有密钥', '−¥410.00', '¥11,860.00', '合计', '¥11,930.00'],
      en: ['Tianhe Plaza', 'Not ours', 'No key', 'WeChat Pay ¥7,000.00', 'This site has no lots yet'],
    },
  },
  tariffs: {
    path: '/parking/tariffs',
    texts: {
      zh: ['前 15 分钟免费', '之后 ¥3.00/30 分钟', '每天封顶 ¥60.00', '试算'],
      en: ['first 15 min free', '1 × ¥10.00 an hour', 'at most ¥60.00 a day', 'Try it out'],
    },
  },
  stays: {
    path: '/parking/stays',
    texts: { zh: ['粤B·**345', '新能源车', '地下一层', '¥22.00'], en: ['Electric car', 'Basement 1'] },
  },
  'parking-payments': {
    path: '/parking/payments',
    texts: {
      zh: ['−¥10.00', '100 分', '有出入 1 次', '银联云闪付', '补报'],
      en: ['100 points', 'differing 1×', 'UnionPay', 'East kerb'],
    },
  },
  books: {
    path: '/finance',
    texts: {
      zh: ['各渠道每日净额', '未了结差异', '超过 7 天', '下一份账单', '2026-08-28，预计 2026-08-29 09:30'],
      en: ['Net by channel and day', 'more than 7 days', 'Next statements', 'As a table'],
    },
  },
  forms: {
    path: '/finance/forms?from=2026-08-15&to=2026-08-28',
    texts: {
      zh: ['场所报表', '滨江广场', '合计', '¥60,823.91', '下载 Excel'],
      en: ['By site', 'Riverside Plaza', 'Total', '¥60,823.91', 'Net of each row'],
    },
  },
  'form-payments': {
    path: '/finance/payments?from=2026-08-28&to=2026-08-28&channel=alipay',
    texts: {
      zh: ['渠道: 支付宝', '退款', 'G-20260828-771', '下载 CSV'],
      en: ['Channel: Alipay', 'Riverside garage', 'Download Excel'],
    },
  },
  'form-differences': {
    path: '/finance/forms?form=difference',
    texts: { zh: ['我方无此笔', '¥99.00'], en: ['Missing in our books', 'Different amounts'] },
  },
  differences: {
    path: '/finance/differences',
    texts: {
      zh: ['渠道无此笔', '等待中', '−¥7.60', 'chen@corner.example'],
      en: ['Missing at the channel', 'Waiting', 'Decide'],
    },
  },
  statements: {
    path: '/finance/imports',
    texts: {
      zh: ['上传账单', '已拒绝', '#208', '重新对账', '当天无交易'],
      en: ['Upload a statement', 'Refused', 'Compare again', 'Next statements'],
    },
  },
  sending: {
    path: '/finance/schedules',
    texts: {
      zh: ['滨江物业集团', '每月 1 日 08:00', '不确定是否送达', '已停用'],
      en: ['Property group', 'May have arrived', 'Not sent', 'Stopped'],
    },
  },
  payments: {
    path: '/payments',
    texts: {
      zh: ['平台拒绝退款', '等人决定', '正在撤销', '结果未知', '处理'],
      en: ['Refused by the platform', 'waits for a person', 'Being reversed', 'Result unknown', 'Decide'],
    },
  },
  'gift-reports': {
    path: '/gift-reports',
    texts: { zh: ['待处理', '没有写原因'], en: ['To decide', 'No reason given'] },
  },
  'gift-reports-all': {
    path: '/gift-reports?state=all',
    texts: {
      zh: ['被举报的礼物', '骚扰', '2 条对话', '138****8002', '已停用', '已忽略'],
      en: ['Reported gifts', 'Harassment', '2 messages', 'Blocked by 138****8002', 'Stopped', 'Dismissed'],
    },
  },
  alarms: {
    path: '/alarms',
    texts: {
      zh: ['1 小时内', '超过 1 天', '已有 38 分钟'],
      en: ['Under 1 hour', 'Over 1 day', 'for 38 min'],
    },
  },
  records: {
    path: '/records',
    texts: { zh: ['记录无法入账', '大学图书馆'], en: ['Record set aside', 'University library'] },
  },
  audit: {
    path: '/audit',
    texts: {
      zh: ['发布到机器', '所有机器', '价格 ¥3.50'],
      en: ['Published to machines', 'all machines', 'price ¥3.50'],
    },
  },
};

/** Words of the program that nobody should ever read; ids of products and machines are the merchant's own. */
const raw = new RegExp(
  [
    String.raw`\bundefined\b|\bNaN\b|\[object |\bnull\b|\{\w+\}|Invalid Date`,
    ...orderStateSchema.options.filter((state) => state !== 'selecting'),
    'basketChanged|chargeIntended|orderPaid|outOfService|neverSeen|notDelivered|basisPoints',
    ...Object.keys(faultCatalogue),
  ].join('|'),
);

/** The machine's own words may stand where a technician asks for them. */
async function shownText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const part of copy.querySelectorAll('pre, code, [lang="en"], script, style, .fault-code'))
      part.remove();
    return copy.innerText;
  });
}

async function seriousFindings(page: Page): Promise<string[]> {
  const violations = await seriousViolations(page);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** The markup is the same in both languages, so axe, which takes a second a page, looks at it in one. */
async function checkPage(t: Test, window: ConsoleWindow, name: string, language: Language): Promise<void> {
  await checkWords(t, window, name);
  if (language !== 'en') return;
  t.same(await seriousFindings(window.page), [], `${name} has no serious finding of axe`);
}

async function checkWords(t: Test, window: ConsoleWindow, name: string): Promise<void> {
  const text = await shownText(window.page);
  t.equal(raw.exec(text)?.[0], undefined, `${name} shows no word of the program`);
  const overflow = await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  t.ok(overflow <= 0, `${name} does not scroll sideways`);
}

for (const language of languages) {
  t.test(`signing in opens the console, in ${language}`, async (t) => {
    stub.setRole(undefined);
    const window = await openConsole(browser, stub, language);
    const { page } = window;
    await window.open('/');
    await checkPage(t, window, 'sign-in', language);
    await takePicture(page, `console-sign-in-${language}`);
    await page.locator('input[name=login]').fill('lin@corner.example');
    await page.locator('input[name=password]').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.locator('input[name=password]').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.locator('nav a').first().waitFor();
    const places = await page
      .locator('nav a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
    const stood = Object.values(pages).map(({ path }) => `/console${path}`.replace(/\/$/, ''));
    t.same(
      places.filter((place) => !stood.includes(place.replace(/\/$/, ''))),
      [],
      'every place of an owner is one of the pages that are looked at',
    );
    t.same(window.defects, []);
    await window.close();
  });

  t.test(`every page stands, in ${language}`, async (t) => {
    stub.setRole('owner');
    const window = await openConsole(browser, stub, language, desk);
    for (const [name, { path, texts }] of Object.entries(pages)) {
      await window.open(path);
      await takePicture(window.page, `console-${name}-${language}`);
      for (const wanted of texts[language]) {
        await t.resolves(
          until(`${name} says ${wanted}`, async () => (await shownText(window.page)).includes(wanted)),
          `${name} says ${wanted}`,
        );
      }
      await checkPage(t, window, name, language);
    }
    t.same(window.defects, []);
    await window.close();
  });

  t.test(`overview and orders fit a tablet, in ${language}`, async (t) => {
    stub.setRole('owner');
    const window = await openConsole(browser, stub, language, tablet);
    for (const name of ['overview', 'orders']) {
      await window.open(pages[name]?.path ?? '');
      await takePicture(window.page, `console-${name}-tablet-${language}`);
      await checkWords(t, window, `${name} on a tablet`);
    }
    await window.close();
  });

  t.test(`the forms stand, in ${language}`, async (t) => {
    stub.setRole('owner');
    const window = await openConsole(browser, stub, language);
    const forms = [
      ['product-form', '/products', 'tbody tr:first-child button'],
      ['promotion-form', '/promotions', 'tbody tr:nth-child(2) button'],
      ['pattern-form', '/patterns', 'tbody tr:last-child button:last-child'],
      ['verification-form', '/verification', 'tbody tr:first-child button'],
      ['parking-lot-form', '/parking', 'tbody tr:first-child button:last-child'],
      ['parking-lot-key', '/parking', 'tbody tr:first-child button:first-child'],
      ['tariff-form', '/parking/tariffs', 'tbody tr:first-child button'],
      ['difference-form', '/finance/differences', 'tbody tr:first-child button'],
      ['schedule-form', '/finance/schedules', 'tbody tr:first-child button:last-child >> nth=0'],
      ['verification-values', '/verification', '.card-aside button >> nth=0'],
      ['machine-settings', '/machines/ks-102', '.page-actions button:first-child'],
      ['publish', '/machines', '.page-actions button:last-child'],
    ] as const;
    for (const [name, path, opener] of forms) {
      await window.open(path);
      await window.page.locator(opener).click();
      await window.page.locator('[role=dialog] button').last().waitFor();
      await standing(window.page);
      await takePicture(window.page, `console-${name}-${language}`);
      await checkPage(t, window, name, language);
    }
    t.same(window.defects, []);
    await window.close();
  });
}
