import t from 'tap';
import { shareView } from '../../../../src/kiosk/screen/web/live/share-view.ts';
import { viewOf } from '../../../support/screen-views.ts';

t.test('a view that says the same keeps every object of the view before', async (t) => {
  const before = viewOf({ page: 'list' }, 'zh');
  const again = shareView(before, structuredClone(before));
  t.equal(again.lines, before.lines);
  t.equal(again.selections, before.selections);
  t.equal(again.totals, before.totals);
  t.equal(again.page, before.page);
});

t.test('only the line that changed is a new object', async (t) => {
  const before = viewOf({ page: 'list' }, 'zh');
  const changed = structuredClone(before);
  const next = shareView(before, {
    ...changed,
    lines: changed.lines.map((line, i) => (i === 1 ? { ...line, quantity: 9 } : line)),
  });
  t.equal(next.lines[0], before.lines[0]);
  t.not(next.lines[1], before.lines[1]);
  t.equal(next.lines[1]?.quantity, 9);
  t.equal(next.lines[2], before.lines[2]);
});

t.test('a line that moved or went makes a new list of the same lines', async (t) => {
  const before = viewOf({ page: 'list' }, 'zh');
  const next = shareView(before, {
    ...structuredClone(before),
    lines: structuredClone(before.lines.slice(1)),
  });
  t.not(next.lines, before.lines);
  t.equal(next.lines[0], before.lines[1]);
});
