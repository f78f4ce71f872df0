/** The voice guide through the machine's own speaker. */
import t from 'tap';
import { SpokenGuide } from '../../../../src/kiosk/screen/spoken-guide.ts';
import type { View } from '../../../../src/kiosk/screen/view.ts';
import { frameTexts, goodsTexts, handoverTexts, payTexts } from '../../../../src/look/screen-texts.ts';
import { basket } from '../../../support/screen-goods.ts';
import { pageViews, viewOf } from '../../../support/screen-views.ts';

const totals = (dueMinor: number) => ({ pieces: 1, regularMinor: dueMinor, discountMinor: 0, dueMinor });

function guided() {
  const said: [text: string, language: string][] = [];
  const guide = new SpokenGuide((text, language) => said.push([text, language]));
  return { said, follow: (view: View) => guide.follow(view) };
}

t.test('says each page once, in the language of the shopper, and ends it at the welcome page', (t) => {
  const { said, follow } = guided();
  follow(viewOf({ page: 'welcome' }, 'zh'));
  t.strictSame(said, [], 'nobody is spoken to');
  const present = viewOf({ page: 'presentCode', platforms: ['alipay'] }, 'zh', { lines: basket });
  follow(present);
  follow({ ...present, revision: present.revision + 1 });
  t.equal(said.length, 1);
  t.match(said[0]?.[0], payTexts.presentTitle.zh);
  follow({ ...present, language: 'en' });
  t.match(said[1], [payTexts.presentTitle.en, 'en']);
  follow(viewOf({ page: 'welcome' }, 'en'));
  t.strictSame(said[2], ['', 'en']);
  t.end();
});

t.test('a warning about the date of goods names them, their date and what to do', (t) => {
  const { said, follow } = guided();
  for (const language of ['zh', 'en'] as const) {
    const view = pageViews['expiredWarning-list']?.(language);
    if (view) follow(view);
  }
  t.match(said[0]?.[0], /已过期，不能出售.*鸡蛋三明治.*到期日 2026年11月20日.*纯牛奶.*交给工作人员/);
  t.match(said[1]?.[0], /Past its date.*Egg sandwich, Use by 20 November 2026.*Milk.*for our staff/);
  t.end();
});

t.test('every page has guidance in both languages, and none says a code', (t) => {
  for (const [name, make] of Object.entries(pageViews)) {
    for (const language of ['zh', 'en'] as const) {
      const { said, follow } = guided();
      const view = make(language);
      follow(view);
      if (view.page.page === 'welcome') continue;
      t.equal(said.length, 1, `${name} in ${language}`);
      t.notMatch(said[0]?.[0] ?? '', /[A-Z]{3,}_|\{\w+\}/, `${name} in ${language}`);
    }
  }
  t.end();
});

t.test('what is said is made of the texts of the screen', (t) => {
  const { said, follow } = guided();
  follow(viewOf({ page: 'tenderChoice', tenders: [] }, 'en', { totals: totals(1250) }));
  const words = [payTexts.tenderTitle, frameTexts.sentenceEnd, goodsTexts.toPay].map(({ en }) => en);
  t.equal(said[0]?.[0], `${words[0]}${words[1]}${words[2]} ￥12.50`);
  follow(viewOf({ page: 'outOfService', reason: 'JOURNAL_DISK_FULL' }, 'en'));
  t.match(said[1]?.[0], handoverTexts.outOfServiceTitle.en);
  t.end();
});
