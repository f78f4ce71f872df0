import t from 'tap';
import {
  formatInstant,
  formatUtc,
  fromLocalField,
  toLocalField,
} from '../../../../../src/cloud/web/time/zone-time.ts';

const atMs = Date.UTC(2026, 7, 28, 6, 2, 11, 120);

t.test('an instant reads on the clock of the site, and in UTC on hover', async (t) => {
  t.equal(formatInstant(atMs, 'Asia/Shanghai', 'full'), '2026-08-28 14:02:11');
  t.equal(formatInstant(atMs, 'Europe/Berlin', 'time'), '08:02');
  t.equal(formatInstant(Date.UTC(2026, 7, 27, 16), 'Asia/Shanghai', 'secondOfYear'), '08-28 00:00:00');
  t.equal(formatInstant(atMs, 'No/Where', 'second'), '06:02:11', 'an unknown zone is UTC');
  t.equal(formatUtc(atMs), '2026-08-28 06:02:11.120 UTC');
});

t.test('a field and an instant lead to one another, in winter and in summer', async (t) => {
  for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland', 'UTC']) {
    for (const month of [0, 3, 6, 9]) {
      const minuteMs = Date.UTC(2026, month, 17, 22, 45);
      t.equal(fromLocalField(toLocalField(minuteMs, zone), zone), minuteMs, `${zone} in month ${month}`);
    }
  }
  t.equal(fromLocalField('2026-08-28', 'Asia/Shanghai'), Date.UTC(2026, 7, 27, 16), 'a day is its midnight');
});

t.test(
  'a wall time that the clocks skip is as far after the change, a doubled one is one of the two',
  async (t) => {
    t.equal(fromLocalField('2026-03-29 02:30', 'Europe/Berlin'), Date.UTC(2026, 2, 29, 1, 30));
    const doubled = fromLocalField('2026-10-25 02:30', 'Europe/Berlin');
    t.ok([Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)].includes(doubled ?? 0));
  },
);

t.test('what is no time is no instant', async (t) => {
  for (const text of ['', 'tomorrow', '2026-13-01', '2026-08-28 25:00']) {
    t.equal(fromLocalField(text, 'Asia/Shanghai'), undefined, text);
  }
});
