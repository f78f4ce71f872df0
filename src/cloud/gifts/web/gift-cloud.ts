/** The cloud's operations about gifts, as the pages call them, and its word that something changed. */
import type { z } from 'zod';
import { Refused } from '../../../look/phone/refused.ts';
import type { GiftOperationAnswer, GiftOperationName, giftApi } from '../../../wire/rest-gifts.ts';
import { askCloud } from './ask-cloud.ts';
import { livePath, paths, root } from './gift-paths.ts';

type Body<K extends GiftOperationName> = (typeof giftApi)[K] extends { body: infer S extends z.ZodType }
  ? { readonly body: z.input<S> }
  : { readonly body?: undefined };
type Named<K extends GiftOperationName> = (typeof giftApi)[K]['path'] extends `${string}{id}${string}`
  ? { readonly id: string }
  : { readonly id?: undefined };
type Client<K extends GiftOperationName> = (typeof giftApi)[K]['who'] extends 'client'
  ? { readonly token: string }
  : { readonly token?: undefined };
type Question<K extends GiftOperationName> = Body<K> & Named<K> & Client<K>;
/** An operation that needs nothing is called by its name alone. */
type Rest<K extends GiftOperationName> = Record<never, never> extends Question<K> ? [] : [Question<K>];

/** What only somebody signed in is answered: a refusal there says that nobody is. */
const forPeople: readonly GiftOperationName[] = [
  'readMe',
  'changeMe',
  'setConsent',
  'deleteMe',
  'listPasskeys',
  'wantPasskey',
  'removePasskey',
  'addGift',
  'listGifts',
  'readGift',
  'listReceived',
  'listMessages',
];

export interface GiftCloud {
  /** Throws `Refused`. */
  call<K extends GiftOperationName>(name: K, ...question: Rest<K>): Promise<GiftOperationAnswer<K>>;
  /** Calls back whenever a gift of the person signed in changed; the answer ends it. */
  follow(changed: () => void): () => void;
}

/** The cloud that serves this page, for one merchant; `signedOut` when a session has ended. */
export function openGiftCloud(merchant: string, signedOut: () => void): GiftCloud {
  const home = `${root}/${encodeURIComponent(merchant)}`;
  return {
    call: async <K extends GiftOperationName>(name: K, ...[question]: Rest<K>) => {
      const { method, path } = paths[name];
      const { id, body, token } = (question ?? {}) as { id?: string; body?: unknown; token?: string };
      const url = `${home}${path.replace('{id}', encodeURIComponent(id ?? ''))}`;
      try {
        return (await askCloud({ method, url, body, token })) as GiftOperationAnswer<K>;
      } catch (error) {
        const ended = error instanceof Refused && error.code === 'ACCESS_DENIED' && forPeople.includes(name);
        if (ended) signedOut();
        throw error;
      }
    },
    follow: oneStream(`${home}${livePath}`),
  };
}

/** However many follow, there is one stream, and none when nobody does. */
function oneStream(url: string): GiftCloud['follow'] {
  const followers = new Set<() => void>();
  let stream: EventSource | undefined;
  return (changed) => {
    followers.add(changed);
    if (!stream) {
      stream = new EventSource(url);
      stream.addEventListener('gifts', () => {
        for (const follower of followers) follower();
      });
    }
    return () => {
      followers.delete(changed);
      if (followers.size > 0) return;
      stream?.close();
      stream = undefined;
    };
  };
}
