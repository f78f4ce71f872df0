import t from 'tap';
import { ago, duration } from '../../../../../src/cloud/web/time/age.ts';

const minuteMs = 60_000;

t.test('a length is said in the largest unit that still says something', async (t) => {
  t.same(duration(42_000), { zh: '42 秒', en: '42 s' });
  t.same(duration(7 * minuteMs), { zh: '7 分钟', en: '7 min' });
  t.same(duration(200 * minuteMs), { zh: '3 小时 20 分', en: '3 h 20 min' });
  t.same(duration(120 * minuteMs), { zh: '2 小时', en: '2 h' });
  t.same(duration(24 * 60 * minuteMs), { zh: '1 天', en: '1 day' });
  t.same(duration(50 * 60 * minuteMs), { zh: '2 天', en: '2 days' });
});

t.test('what a fast clock puts into the future happened just now', async (t) => {
  t.same(duration(-5000), { zh: '0 秒', en: '0 s' });
  t.same(ago(-5000), { zh: '刚刚', en: 'just now' });
  t.same(ago(7 * minuteMs), { zh: '7 分钟前', en: '7 min ago' });
});
