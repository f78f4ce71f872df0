/** What the machine's scanner is to see: the codes of gifts that wait for whoever is signed in here. */
import { Link, useSearchParams } from 'wouter';
import { Icon } from '../../../../look/icon.tsx';
import type { ReceivedGift } from '../../../../wire/rest-gifts.ts';
import { useGifts } from '../gifts-context.ts';
import { Empty, Loaded } from '../parts/loaded.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { receivingTexts as texts } from '../texts/receiving-texts.ts';
import { homeTexts } from '../texts/stage-texts.ts';
import { type Read, useFollowed } from '../use-read.ts';
import { isClaimable, ReceivedCard } from './received-card.tsx';
import { RecipientChoices } from './recipient-choices.tsx';

type List = { readonly items: ReceivedGift[] };

/** One gift where the address names it, otherwise all that can be claimed. */
export function CodePage() {
  const { say, cloud } = useGifts();
  const [search] = useSearchParams();
  const read = useFollowed<List>(cloud, 'received', () => cloud.call('listReceived'));
  const named = search.get('gift');
  return (
    <>
      <PageHead title={say(texts.codeTitle)} note={say(texts.codeNote)} {...(named ? { backTo: '/' } : {})} />
      <Loaded read={read}>
        {(list) => {
          const shown = list.items.filter((gift) => (named ? gift.giftId === named : isClaimable(gift)));
          if (shown.length === 0) return <NothingWaits />;
          return shown.map((gift) => <Received key={gift.giftId} gift={gift} list={list} read={read} />);
        }}
      </Loaded>
    </>
  );
}

interface ReceivedProps {
  readonly gift: ReceivedGift;
  readonly list: List;
  readonly read: Read<List>;
}

function Received({ gift, list, read }: ReceivedProps) {
  const show = (next: ReceivedGift) =>
    read.show({ items: list.items.map((one) => (one.giftId === next.giftId ? next : one)) });
  return (
    <>
      <ReceivedCard gift={gift} />
      <RecipientChoices gift={gift} show={show} />
    </>
  );
}

function NothingWaits() {
  const { say } = useGifts();
  return (
    <Empty icon="gift">
      <p>{say(homeTexts.noneReceived)}</p>
      <Link href="/claim" className="button">
        <Icon name="qr" />
        {say(homeTexts.haveCode)}
      </Link>
    </Empty>
  );
}
