/** What the voice guide says on the pages about gifts. */
import { giftTexts } from '../../look/gift-texts.ts';
import type { GiftPage } from './gift-view.ts';
import type { Words } from './guidance.ts';

export function giftSaid(page: GiftPage, { say, money }: Words): string[] {
  switch (page.page) {
    case 'giftClaim':
      return [say(giftTexts.claimTitle), say(page.offline ? giftTexts.maybeOffline : giftTexts.claimNote)];
    case 'giftSeek':
      return [say(giftTexts.seekTitle), say(giftTexts.seekNote)];
    case 'giftOffer': {
      const { from, words, coverMinor, restMinor } = page;
      return [
        from === undefined ? say(giftTexts.offerTitleHidden) : say(giftTexts.offerTitle, { from }),
        ...(words === undefined ? [] : [words]),
        `${say(giftTexts.covered)} ${money(coverMinor)}`,
        `${say(giftTexts.rest)} ${money(restMinor)}`,
        say(giftTexts.safe),
      ];
    }
  }
}
