/** JSON with one to three of its nodes changed, left out, put in or moved; text that is no JSON stays. */
import { bytesOf, textOf } from './boundary.ts';
import type { Dice } from './dice.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const deep: Json = Array.from({ length: 60 }).reduce<Json>((inner) => [inner], 'deep');
const interesting: readonly Json[] = [
  ...[null, true, false, 0, -1, 1, 1.5, -0, 99, 100, 1e3, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e21, 1e308],
  ...['', ' ', '0', '-1', '1e9', 'NaN', 'null', 'a'.repeat(64), 'a'.repeat(300), 'x'.repeat(2_000)],
  ...['\u0000', '\ud800', '\udfff\ud800', '\u202e', '\ufeff', '😀', '苹果', '\u001d', '\r\n', '\u2028'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'then'],
  ...['../../etc/passwd', '%00', '{{7*7}}', "' OR 1=1 --", '<script>', '(a+)+$', '([a-z]*)*b', '.*.*.*=.*'],
  ...['2026-02-30T25:61:61Z', 'Asia/Shanghai', 'CNY', '1970-01-01', '+010000-01-01T00:00:00Z'],
];
const keys = ['__proto__', 'constructor', 'toString', '', 'extra', '0', 'length', 'kind', 'then'];

export function mutateJson(sample: Uint8Array, dice: Dice): Uint8Array {
  let value: Json;
  try {
    value = JSON.parse(textOf(sample)) as Json;
  } catch {
    return sample;
  }
  for (let changes = 1 + dice.below(3); changes > 0; changes -= 1) value = changeOne(value, dice);
  return bytesOf(JSON.stringify(value));
}

function changeOne(value: Json, dice: Dice): Json {
  const places: { of: Json[] | { [key: string]: Json }; key: string | number }[] = [];
  const visit = (node: Json) => {
    if (node === null || typeof node !== 'object' || places.length > 500) return;
    for (const key of Object.keys(node)) {
      places.push({ of: node, key: Array.isArray(node) ? Number(key) : key });
      visit((node as { [key: string]: Json })[key] as Json);
    }
  };
  visit(value);
  if (places.length === 0 || dice.oneIn(60)) return anything(dice);
  const { of, key } = dice.pick(places);
  const node = of as { [key: string]: Json };
  const held = node[key] as Json;
  switch (dice.below(7)) {
    case 0:
      if (Array.isArray(of)) of.splice(Number(key), 1);
      else delete node[key];
      break;
    case 1: {
      const name = dice.pick(keys);
      const made = anything(dice);
      // Assigning would set the prototype; a parsed text has it as a key of its own.
      if (Array.isArray(of)) of.splice(Number(key), 0, made);
      else
        Object.defineProperty(of, name, {
          value: made,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      break;
    }
    case 2:
      if (Array.isArray(held))
        node[key] = Array.from({ length: dice.pick([2, 9, 33, 300]) }, () => held[0] ?? 0);
      else if (typeof held === 'string') node[key] = held + held;
      else if (typeof held === 'number') node[key] = held + dice.pick([1, -1, 0.5, 1e9, -1e9]);
      break;
    case 3: {
      const other = dice.pick(places);
      node[key] = structuredClone((other.of as { [key: string]: Json })[other.key] as Json);
      break;
    }
    case 4:
      if (typeof held === 'string') node[key] = changeText(held, dice);
      else node[key] = anything(dice);
      break;
    default:
      node[key] = anything(dice);
  }
  return value;
}

function changeText(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  const put = String(dice.pick(interesting));
  return dice.oneIn(2) ? text.slice(0, at) + put + text.slice(at) : text.slice(0, at) + text.slice(at + 1);
}

function anything(dice: Dice): Json {
  if (dice.oneIn(30)) return structuredClone(deep);
  if (dice.oneIn(12)) return [];
  if (dice.oneIn(12)) return {};
  if (dice.oneIn(12)) return dice.below(100_000) - 1_000;
  return dice.pick(interesting);
}
