/**
 * Where platforms tell by themselves that a code on a machine's screen was paid: `POST /notify/<merchant>/
 * <platform>`. Open to anybody, so the body has a limit and nothing is believed before the platform's library has
 * verified it. What is refused or not durable yet is answered so that the platform sends it again.
 */
import type { FastifyInstance } from 'fastify';
import { faultCodeOf } from '../../domain/fault.ts';
import type { Log } from '../../platform/log.ts';
import type { PlatformAccounts } from './gateway-ports.ts';
import {
  type NoticeAnswer,
  noticeBytesMax,
  type PaidNotice,
  type PlatformNotice,
} from './platform-notices.ts';

export interface NoticePorts {
  readonly accounts: Pick<PlatformAccounts, 'platformOf'>;
  readonly log: Log;
  /** Resolves with whether it is durable; throws for a charge that it does not fit. */
  take(merchantId: string, platform: string, told: PaidNotice): Promise<boolean>;
}

/** The address to give a platform. */
export function noticeUrl(publicUrl: string, merchantId: string, platform: string): string {
  return `${publicUrl}/notify/${encodeURIComponent(merchantId)}/${encodeURIComponent(platform)}`;
}

export async function serveNotices(server: FastifyInstance, ports: NoticePorts): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The signature stands over the bytes as they came.
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post('/notify/:merchantId/:platform', { bodyLimit: noticeBytesMax }, async (request, reply) => {
      const { merchantId = '', platform = '' } = request.params as Record<string, string>;
      const body = request.body instanceof Buffer ? request.body.toString('utf8') : '';
      const answer = await answerNotice(ports, merchantId, platform, { headers: request.headers, body });
      reply.header('cache-control', 'no-store');
      if (!answer) return reply.status(404).send({ code: 'NOT_FOUND' });
      return reply.status(answer.status).header('content-type', answer.contentType).send(answer.body);
    });
  });
}

/** What the platform is answered; undefined where nobody waits for notices. */
export async function answerNotice(
  { accounts, log, take }: NoticePorts,
  merchantId: string,
  platform: string,
  notice: PlatformNotice,
): Promise<NoticeAnswer | undefined> {
  const notices = accounts.platformOf(merchantId, platform)?.notices;
  if (!notices) return undefined;
  const read = notices.read(notice);
  if (read.kind === 'nothing') return notices.answer(true);
  if (read.kind === 'refused') {
    log.warn('a notice was refused', { merchantId, platform, why: read.why });
    return notices.answer(false);
  }
  try {
    return notices.answer(await take(merchantId, platform, read));
  } catch (error) {
    const { chargeId } = read;
    log.warn('a notice was not taken', { merchantId, platform, chargeId, code: faultCodeOf(error) });
    return notices.answer(false);
  }
}
