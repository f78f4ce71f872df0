/**
 * Finds out who sends a request, before its body is read. A bearer token goes before the session cookie; a
 * request by cookie that changes something must come from our own pages, as the browser vouches.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../wire/rest.ts';
import { findPrincipal, type PrincipalPorts } from './principals.ts';

export const sessionCookieName = 'kioskd_session';
const tokenPattern = /^[\x21-\x7e]{1,200}$/;

export interface Access {
  readonly principal: Principal | undefined;
  readonly secret: string | undefined;
}

export const nobody: Access = { principal: undefined, secret: undefined };

function cookieOf(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === sessionCookieName) return value;
  }
  return undefined;
}

/** Browsers say where a request comes from; other ports of one host share its cookies, but not its origin. */
function isOwnPage(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    // `null` and other odd origins are nobody's own page.
    return false;
  }
}

/** Nobody, for an unknown secret and for a foreign page's request. */
export async function findAccess(ports: PrincipalPorts, request: FastifyRequest): Promise<Access> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const cookie = bearer === undefined ? cookieOf(request) : undefined;
  const secret = bearer ?? cookie;
  if (secret === undefined || !tokenPattern.test(secret)) return nobody;
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (cookie !== undefined && changes && !isOwnPage(request)) {
    return nobody;
  }
  return { principal: await findPrincipal(ports, secret), secret };
}

/** HttpOnly, so that no script reads it; Strict, so that no other site's page sends it. */
export function writeSessionCookie(
  reply: FastifyReply,
  token: string | undefined,
  maxAgeS: number,
  secure: boolean,
): void {
  const parts = [`${sessionCookieName}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  parts.push(`Max-Age=${token === undefined ? 0 : maxAgeS}`);
  if (secure) parts.push('Secure');
  reply.header('set-cookie', parts.join('; '));
}
