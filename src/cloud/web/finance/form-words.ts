/** What a person reads in place of a form's keys. */
import type { Text } from '../../../domain/text.ts';
import { channelName, groupRests } from '../../../look/form-texts.ts';
import type { FormGroup, FormRow } from '../../../wire/rest-forms.ts';

/** The key of a row's group in words. */
export function keyWords(group: FormGroup, { keys, names }: FormRow, n: number): Text {
  const key = keys[n] ?? '';
  const name = names[n];
  if (name) return name;
  if (key === '') return groupRests[group];
  if (group === 'channel') return channelName(key);
  if (group === 'hour') return same(`${key}:00`);
  if (group === 'site') return same(key.slice(key.indexOf(':') + 1));
  return same(key);
}

function same(text: string): Text {
  return { zh: text, en: text };
}
