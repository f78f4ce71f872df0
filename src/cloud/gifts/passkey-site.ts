/** The place where passkeys are used: they are bound to the name of a host, and work nowhere else. */
import { isIP } from 'node:net';
import type { PasskeySite } from './gifts-ports.ts';

/** That at this address; none under a bare number, and without TLS on this computer only. */
export function passkeySiteOf(url: string): PasskeySite | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, hostname, protocol } = new URL(url);
  const local = hostname === 'localhost';
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || (protocol !== 'https:' && !local)) return undefined;
  return { origin, rpId: hostname };
}
