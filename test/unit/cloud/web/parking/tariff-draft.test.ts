import t from 'tap';
import { addedUp } from '../../../../../src/cloud/web/parking/added-up.ts';
import { lotDraft, lotOf, siteDraft, siteOf } from '../../../../../src/cloud/web/parking/place-draft.ts';
import {
  emptyTariff,
  type TariffDraft,
  tariffDraft,
  tariffOf,
} from '../../../../../src/cloud/web/parking/tariff-draft.ts';
import { tariffText } from '../../../../../src/cloud/web/parking/tariff-words.ts';
import { demoTariff } from '../../../../../src/demo/demo-parking-sites.ts';
import { fixtureSums, fixtureTariffs } from '../../../../support/console-parking.ts';

const problemsOf = (draft: TariffDraft) => {
  const made = tariffOf(draft, 'CNY');
  return 'problems' in made ? Object.keys(made.problems).sort() : [];
};

t.test('what stands in the fields makes the tariff it came from', async (t) => {
  for (const tariff of [demoTariff, ...fixtureTariffs.map((one) => one.tariff)]) {
    t.same(tariffOf(tariffDraft(tariff, 'CNY'), 'CNY'), { tariff });
  }
});

t.test('each field that is wrong is named', async (t) => {
  t.same(problemsOf(emptyTariff), ['car.steps.0.fee', 'nameEn', 'nameZh', 'tariffId']);
  const draft = tariffDraft(demoTariff, 'CNY');
  const { car } = draft.rates;
  const [first, last] = car.steps as [(typeof car.steps)[0], (typeof car.steps)[0]];
  const wrong = {
    ...{ ...draft, leaveMinutes: '241' },
    rates: {
      ...draft.rates,
      car: {
        ...{ freeMinutes: '-1', freeAlways: false, dayCap: 'much' },
        steps: [{ ...first, minutes: '0', units: '' }, last],
      },
    },
  };
  t.same(problemsOf(wrong), [
    ...['car.dayCap', 'car.freeMinutes', 'car.steps.0.minutes', 'car.steps.0.units', 'leaveMinutes'],
  ]);
});

t.test('a tariff reads as a person would say it', async (t) => {
  t.same(tariffText(demoTariff.classes.car, 'CNY'), {
    zh: '前 15 分钟免费 · 先 1 × ¥6.00/小时 · 之后 ¥2.00/30 分钟 · 每天封顶 ¥40.00',
    en: 'first 15 min free · 1 × ¥6.00 an hour · then ¥2.00 per 30 min · at most ¥40.00 a day',
  });
});

t.test('a place needs an id, both names and a zone that there is', async (t) => {
  t.match(siteOf(siteDraft(undefined, 'Mars/Olympus')), {
    problems: { id: {}, nameZh: {}, nameEn: {}, timeZone: {} },
  });
  const site = { ...siteDraft(undefined, 'Asia/Shanghai'), id: 'a', nameZh: '甲', nameEn: ' A ' };
  t.same(siteOf(site), { body: { name: { zh: '甲', en: 'A' }, timeZone: 'Asia/Shanghai' } });
  t.match(lotOf(lotDraft(undefined, 'a')), { problems: { id: {} } });
});

t.test('a site is its lots together, channel by channel', async (t) => {
  const sums = addedUp(fixtureSums);
  t.match(sums, { orders: 415, regularMinor: 1_245_000, couponMinor: 42_000, actualMinor: 1_193_000 });
  t.equal(sums.channels.length, 5);
  t.equal(addedUp([...fixtureSums, ...fixtureSums]).channels[0]?.actualMinor, 772_000);
});
