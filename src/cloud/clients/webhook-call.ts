/**
 * One call of a client's server. It leads to public addresses only, looked at when the connection is made, so
 * that a name that changes its address cannot lead into a private network; it follows no redirection and reads
 * no more than a little of the answer.
 */
import { lookup as dnsLookup } from 'node:dns';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { Fault } from '../../domain/fault.ts';

export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Whether this computer and private networks may be called. */
  readonly anywhere: boolean;
}

const answerBytesMax = 16 * 1024;

const closedToUs = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  closedToUs.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  closedToUs.addSubnet(net, prefix, 'ipv6');
}

/** Whether an address is one of the public network. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  // The rest of the mapped range is not written as four numbers.
  if (/^::ffff:/i.test(address)) return false;
  return isIP(address) !== 0 && !closedToUs.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function refused(): Fault {
  return new Fault('ADDRESS_UNREACHABLE', 'call a webhook in a private network');
}

/** Looks a name up and refuses what is not public. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0);
    const open = found.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (!first) return callback(refused(), '', 0);
    if (options.all) return callback(null, open);
    callback(null, first.address, first.family);
  });
};

/** The status that was answered; rejects with `NETWORK_DOWN` or `ADDRESS_UNREACHABLE` when there was none. */
export function callWebhook({ url, headers, body, timeoutMs, anywhere }: WebhookCall): Promise<number> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (!anywhere && isIP(host) !== 0 && !isPublicAddress(host)) return Promise.reject(refused());
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(timeoutMs),
    ...(anywhere ? {} : { lookup: publicLookup }),
  };
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown) =>
      reject(cause instanceof Fault ? cause : new Fault('NETWORK_DOWN', 'call a webhook', { cause }));
    const request = send(target, options, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Uint8Array) => {
        bytes += chunk.byteLength;
        if (bytes > answerBytesMax) answer.destroy();
      });
      answer.on('error', failed);
      answer.on('close', () => resolve(answer.statusCode ?? 0));
    });
    request.on('error', failed);
    request.end(body);
  });
}
