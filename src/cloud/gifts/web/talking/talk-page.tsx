/** What giver and recipient write to each other about a gift; open only while both want it. */
import { type FormEvent, useState } from 'react';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import { messageMax } from '../gift-limits.ts';
import { useGifts } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { Empty, Loaded } from '../parts/loaded.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { RecipientChoices } from '../receiving/recipient-choices.tsx';
import { talkTexts as texts } from '../texts/following-texts.ts';
import { useFollowed } from '../use-read.ts';

interface TalkPageProps {
  readonly giftId: string;
  readonly as: 'giver' | 'recipient';
}

export function TalkPage({ giftId, as }: TalkPageProps) {
  const { say, cloud, when } = useGifts();
  const read = useFollowed(cloud, giftId, () => cloud.call('listMessages', { id: giftId }));
  const [text, setText] = useState('');
  const { asking, refused, ask } = useAsking();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const bare = text.trim();
    if (bare === '') return;
    void ask(async () => {
      read.show(await cloud.call('addMessage', { id: giftId, body: { text: bare } }));
      setText('');
    });
  };
  return (
    <>
      <PageHead
        title={say(texts.title)}
        backTo={as === 'giver' ? `/gifts/${giftId}` : `/code?gift=${giftId}`}
      />
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="chat">
              <p>{say(texts.none)}</p>
            </Empty>
          ) : (
            <ol className="talk" aria-live="polite">
              {items.map(({ id, from, text: said, atMs }) => (
                <li key={id} className={from === as ? 'said said-mine' : 'said'}>
                  <span className="unseen">{say(from === as ? texts.mine : texts.theirs)}</span>
                  {said}
                  <time dateTime={new Date(atMs).toISOString()}>{when(atMs)}</time>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
      <form className="card" onSubmit={submit}>
        <Field
          label={say(texts.write)}
          autoComplete="off"
          maxLength={messageMax}
          value={text}
          change={setText}
        />
        <RefusedNote code={refused} />
        <button type="submit" className="primary" disabled={asking || text.trim() === ''}>
          {say(texts.send)}
        </button>
      </form>
      {as === 'recipient' ? <Choices giftId={giftId} /> : null}
    </>
  );
}

/** Blocking and reporting stand beside the conversation too. */
function Choices({ giftId }: { readonly giftId: string }) {
  const { cloud } = useGifts();
  const read = useFollowed(cloud, 'received', () => cloud.call('listReceived'));
  const gift = read.value?.items.find((one) => one.giftId === giftId);
  if (!gift) return null;
  const show = () => read.again();
  return <RecipientChoices gift={{ ...gift, conversationOpen: false }} show={show} />;
}
