/**
 * Signatures of the P云 interface: every field that is not empty, sorted by name, as `name=value` joined by
 * `&`, then `&app_secret=` and the secret; MD5 in hex, of any case. MD5 is the interface's own choice, so the
 * transport has to be HTTPS where it leaves the house.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export type PyunFields = Readonly<Record<string, string | number>>;

export function pyunSign(fields: PyunFields, appSecret: string): string {
  const pairs = Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`);
  return createHash('md5')
    .update(`${[...pairs, `app_secret=${appSecret}`].join('&')}`, 'utf8')
    .digest('hex')
    .toUpperCase();
}

/** Whether the lot itself made these fields. */
export function pyunSigned(fields: PyunFields, appSecret: string): boolean {
  const given = Buffer.from(String(fields.sign ?? '').toUpperCase());
  const right = Buffer.from(pyunSign(fields, appSecret));
  return given.length === right.length && timingSafeEqual(given, right);
}

const china = 8 * 3600 * 1000;

/** `yyyyMMddHHmmss` in China Standard Time, whatever the host's zone. */
export function pyunTime(atMs: number): string {
  return new Date(atMs + china).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** The instant of such a time; undefined for anything else. */
export function readPyunTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const atMs = Date.UTC(year, month - 1, day, hour, minute, second) - china;
  return pyunTime(atMs) === text ? atMs : undefined;
}
