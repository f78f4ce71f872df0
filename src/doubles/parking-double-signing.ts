/**
 * How the car-park stand-in reads and writes signatures, by the published rules and with code of its own:
 * fields that are not empty, sorted by the bytes of their names, `k=v` joined by `&`, then `&app_secret=…`,
 * MD5 in upper-case hex. Times are China Standard Time.
 */
import { createHash } from 'node:crypto';

export type Fields = Record<string, string | number>;

/** A request further from the lot's clock than this is refused. */
export const clockSkewMsMax = 5 * 60_000;

export function signOf(fields: Fields, secret: string): string {
  let text = '';
  for (const [name, value] of Object.entries(fields).sort(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  )) {
    if (name === 'sign' || value === '' || value === null) continue;
    text += `${name}=${value}&`;
  }
  return createHash('md5').update(`${text}app_secret=${secret}`).digest('hex').toUpperCase();
}

/** Why a request is not authentic; undefined when it is. */
export function refusalOf(
  fields: Fields,
  account: { readonly appId: string; readonly appSecret: string; readonly parkUuid: string },
  nowMs: number,
): string | undefined {
  if (fields.app_id !== account.appId) return 'unknown app_id';
  if (String(fields.sign ?? '').toUpperCase() !== signOf(fields, account.appSecret)) return 'wrong sign';
  if (
    Math.abs(Number(fields.timestamp) - nowMs) > clockSkewMsMax ||
    !Number.isFinite(Number(fields.timestamp))
  )
    return 'stale timestamp';
  return fields.park_uuid === account.parkUuid ? undefined : 'unknown park_uuid';
}

/** `yyyyMMddHHmmss` in China. */
export function lotTime(atMs: number): string {
  const at = new Date(atMs + 8 * 3_600_000).toISOString();
  return at.slice(0, 10).replaceAll('-', '') + at.slice(11, 19).replaceAll(':', '');
}

export function lotInstant(text: string): number {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso) - 8 * 3_600_000;
}
