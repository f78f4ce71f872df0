/** A sum: the sign small, the figures large and of equal width. */
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { useScreen } from '../screen-context.ts';

export function Money({
  minor,
  size = 'plain',
}: {
  readonly minor: number;
  readonly size?: 'plain' | 'amount' | 'large';
}) {
  const { money } = useScreen();
  const text = money(minor);
  const figuresAt = text.search(/\d/);
  return (
    <span className={`money money-${size}`}>
      <span className="money-sign">{text.slice(0, figuresAt)}</span>
      {text.slice(figuresAt)}
    </span>
  );
}

/** A price as "was / now"; only the price when nothing is off. */
export function WasNow({ wasMinor, nowMinor }: { readonly wasMinor: number; readonly nowMinor: number }) {
  const { say } = useScreen();
  return (
    <span className="was-now">
      {nowMinor < wasMinor && (
        <s className="was">
          <span className="unseen">{say(goodsTexts.regular)} </span>
          <Money minor={wasMinor} />
        </s>
      )}
      <span className={nowMinor < wasMinor ? 'now now-off' : 'now'}>
        <Money minor={nowMinor} size="amount" />
      </span>
    </span>
  );
}
