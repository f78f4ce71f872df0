import t from 'tap';
import { isFiltered, readOrderFilter, withFilter } from '../../../../../src/cloud/web/orders/order-filter.ts';

const read = (search: string) => readOrderFilter(new URLSearchParams(search));

t.test('the address is read as far as it makes sense', async (t) => {
  t.same(read('text=cola&kiosk=ks-1&state=open&from=5&to=9'), {
    text: 'cola',
    kiosk: 'ks-1',
    state: 'open',
    from: 5,
    to: 9,
  });
  const odd = read('state=dancing&from=yesterday&to=-3&text=');
  t.notOk(isFiltered(odd));
});

t.test('a change of the filter begins at its first page', async (t) => {
  const changed = withFilter(new URLSearchParams('after=100&kiosk=ks-1'), {
    kiosk: undefined,
    text: 'latte',
  });
  t.equal(changed.toString(), 'text=latte');
});
