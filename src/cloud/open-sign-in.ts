/** How people sign in to the gift pages, as the cloud is set up: by whom codes are sent, and where passkeys work. */
import { Fault } from '../domain/fault.ts';
import { signedHeaders } from './clients/client-keys.ts';
import { callWebhook } from './clients/webhook-call.ts';
import type { CloudPorts } from './cloud.ts';
import type { PhoneSender } from './gifts/gifts-ports.ts';
import { HttpPhoneSender } from './gifts/http-phone-sender.ts';

export interface SignInSettings {
  /** In a demo: codes for phones are shown on the page that asked. */
  readonly showPhoneCodes?: boolean;
  /** The gateway of text messages. */
  readonly phoneMessagesUrl?: string | undefined;
  /** Signs what it is told; there if its address is. */
  readonly phoneMessagesSecret?: string | undefined;
  /** Where people use passkeys; the public address if not said. */
  readonly passkeyOrigin?: string | undefined;
}

/** Whether codes can be sent to phones at all. */
export function sendsPhoneCodes({ showPhoneCodes, phoneMessagesUrl }: SignInSettings): boolean {
  return showPhoneCodes === true || phoneMessagesUrl !== undefined;
}

export function openPhoneSender({ settings, clock, random, log }: CloudPorts): PhoneSender {
  const { showPhoneCodes, phoneMessagesUrl: url, phoneMessagesSecret: secret } = settings;
  if (showPhoneCodes) return simulatedSender;
  if (url === undefined || secret === undefined) return noSender;
  return new HttpPhoneSender({
    ...{ clock, random, log },
    call: ({ id, body, timeoutMs }) => {
      const timestampS = Math.floor(clock.now() / 1000);
      const headers = signedHeaders(secret, id, timestampS, body);
      // The operator named it: it may well stand in the operator's own network.
      return callWebhook({ url, headers, body, timeoutMs, anywhere: true });
    },
  });
}

/** In a demo: sends nothing, what would have been sent is shown on the page that asked. */
const simulatedSender: PhoneSender = { send: async ({ code }) => ({ shown: code }) };

const noSender: PhoneSender = {
  send: async () => {
    throw new Fault('CONFIG_INVALID', 'send a code to a phone: nothing is configured that could');
  },
};
