/**
 * Follows the shopper's screen of a machine: the views it sends as server-sent events, one after the other.
 * Every message replaces the one before, so a follower that is slow misses nothing that still holds.
 */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import type { Tap, View } from '../kiosk/screen/view.ts';
import { httpJson } from './http-json.ts';

const messageCharactersMax = 4 * 1024 * 1024;
const connectTimeoutMs = 5000;

/** What is relied on before a message is taken for a view of this product. */
const viewShape = z.looseObject({
  revision: z.number(),
  page: z.looseObject({ page: z.string() }),
  lines: z.array(z.looseObject({ lineId: z.string() })),
});

/** Opens the screen of a machine; throws `ADDRESS_UNREACHABLE`. */
export async function* liveViews(machineUrl: string, signal: AbortSignal): AsyncGenerator<View> {
  const url = new URL('/live', machineUrl).href;
  const response = await connect(url, signal);
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const piece of response.body ?? []) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > messageCharactersMax) throw new Fault('INPUT_TOO_LARGE', `read ${url}`);
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const view = viewOf(message, url);
        if (view) yield view;
      }
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    if (signal.aborted) return;
    throw new Fault('ADDRESS_UNREACHABLE', `follow ${url}`, { cause });
  }
}

/** Touches the screen. */
export async function tap(machineUrl: string, touched: Tap): Promise<void> {
  await httpJson({ url: new URL('/tap', machineUrl).href, method: 'POST', body: touched });
}

async function connect(url: string, signal: AbortSignal): Promise<Response> {
  const giveUp = new AbortController();
  const timeout = AbortSignal.timeout(connectTimeoutMs);
  const late = () => giveUp.abort();
  timeout.addEventListener('abort', late);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, giveUp.signal]) });
    if (response.ok) return response;
    throw new Fault('REQUEST_REFUSED', `follow ${url}`, { facts: { status: response.status } });
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('ADDRESS_UNREACHABLE', `follow ${url}`, { cause });
  } finally {
    timeout.removeEventListener('abort', late);
  }
}

function viewOf(message: string, url: string): View | undefined {
  const data = message
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5))
    .join('\n');
  if (data === '') return undefined;
  try {
    return viewShape.parse(JSON.parse(data)) as unknown as View;
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', `read a view of ${url}`, { cause });
  }
}
