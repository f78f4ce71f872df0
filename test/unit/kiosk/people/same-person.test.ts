/** Which faces are forgotten together. */
import t from 'tap';
import { samePerson } from '../../../../src/kiosk/people/same-person.ts';
import { templateOf } from '../../../support/seen-people.ts';

const gift = (personId: string, person: number, look = 0) => ({
  personId,
  template: templateOf(person, look),
});
const pays = (personId: string, person: number, look = 1) => ({
  ...gift(personId, person, look),
  cardTag: `card of ${personId}`,
});

t.test('what pays goes with the face for gifts that is nearest to it', async (t) => {
  t.same(samePerson([gift('a', 1), gift('b', 2), pays('c', 2), pays('d', 1)], 0.45), ['a', 'b', 'b', 'a']);
});

t.test('faces that pay for two cards of one person are one, others stay apart', async (t) => {
  t.same(samePerson([pays('a', 1, 1), pays('b', 1, 2), pays('c', 2)], 0.45), ['a', 'a', 'c']);
});

t.test('two faces for gifts are never put together, however near', async (t) => {
  t.same(samePerson([gift('a', 1), gift('b', 1)], 0.45), ['a', 'b']);
});
