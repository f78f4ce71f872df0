/** How the recipient took it, as far as they agreed to share: a coarse word, and what it rests on. */
import { Icon } from '../../../../look/icon.tsx';
import type { GiftView } from '../../../../wire/rest-gifts.ts';
import { useGifts } from '../gifts-context.ts';
import { followingTexts as texts } from '../texts/following-texts.ts';
import { attitudeTexts, evidenceTexts } from '../texts/reaction-texts.ts';
import { wayTexts } from '../texts/stage-texts.ts';

export function ReactionCard({ answer }: { readonly answer: NonNullable<GiftView['answer']> }) {
  const { say } = useGifts();
  const { reaction, answeredAfterMs } = answer;
  const comma = say({ zh: '、', en: ', ' });
  return (
    <section className="card" aria-labelledby="reaction">
      <h2 id="reaction">{say(texts.reaction)}</h2>
      <div className="reaction">
        <span className="mark">
          <Icon name={reaction ? 'heart' : 'check'} />
        </span>
        <span className="row-words">
          <strong>{say(reaction ? attitudeTexts[reaction.label] : wayTexts.accepted)}</strong>
          {answeredAfterMs === null ? null : (
            <span>{say(texts.answeredAfter, { seconds: (answeredAfterMs / 1000).toFixed(1) })}</span>
          )}
          {reaction && reaction.evidence.length > 0 ? (
            <span>
              {say(texts.restsOn, {
                evidence: reaction.evidence.map((one) => say(evidenceTexts[one])).join(comma),
              })}
            </span>
          ) : null}
        </span>
      </div>
      {reaction ? null : <p className="quiet small">{say(texts.noReaction)}</p>}
    </section>
  );
}
