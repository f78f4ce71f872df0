/** The page: the order with its amount, and beneath it how it is paid or what became of it. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Language } from '../../../domain/text.ts';
import { Icon } from '../../../look/icon.tsx';
import { LanguageChoice } from '../../../look/phone/language-choice.tsx';
import { languageTags, say as sayIn } from '../../../look/say.ts';
import type { CashierOrder } from '../../../wire/cashier-schemas.ts';
import { CashierContext, useCashier } from './cashier-context.ts';
import { cashierTexts as texts } from './cashier-texts.ts';
import type { LiveOrder } from './live-order.ts';
import { OrderCard } from './order-card.tsx';
import { OutcomeCard } from './outcome-card.tsx';
import type { PageEvents } from './page-events.ts';
import { PayCard } from './pay-card.tsx';
import { WaitingCard } from './waiting-card.tsx';

function firstLanguage(): Language {
  const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  return wanted.startsWith('zh') ? 'zh' : 'en';
}

/** A page around this one may say whose it is and in which language, and then asks for no head here. */
const hasHead = new URLSearchParams(location.search).get('head') !== 'none';

export function Cashier({ order: live, events }: { readonly order: LiveOrder; readonly events: PageEvents }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const { order, gone, stale, aheadMs } = useSyncExternalStore(live.subscribe, live.shown);
  const say: CashierContext['say'] = (text, blanks) => sayIn(text, language, blanks);
  useEffect(() => {
    document.documentElement.lang = languageTags[language];
    document.title = sayIn(texts.title, language);
  }, [language]);
  return (
    <CashierContext value={{ language, say, live, events }}>
      <main>
        <header className={hasHead ? 'head' : 'unseen'}>
          <h1>{order ? say(order.merchantName) : say(texts.title)}</h1>
          {hasHead ? (
            <LanguageChoice
              label={say(texts.language)}
              language={language}
              choose={(chosen) => {
                events.touched('language');
                setLanguage(chosen);
              }}
            />
          ) : null}
        </header>
        {stale ? (
          <p className="stale" role="status">
            <Icon name="offline" />
            {say(texts.stale)}
          </p>
        ) : null}
        {gone ? <Gone /> : null}
        {!order && !gone ? <p className="quiet">{say(texts.loading)}</p> : null}
        {order ? (
          <div className="columns">
            <OrderCard order={order} aheadMs={aheadMs} />
            <Below order={order} />
          </div>
        ) : null}
      </main>
    </CashierContext>
  );
}

function Gone() {
  const { say } = useCashier();
  return (
    <section className="card outcome">
      <h2>{say(texts.gone)}</h2>
      <p>{say(texts.goneNote)}</p>
    </section>
  );
}

/** Another try begins when the payer says so; until then the page that popped up stays. */
function Below({ order }: { readonly order: CashierOrder }) {
  const [answeredAtMs, setAnsweredAtMs] = useState(0);
  const { message, state } = order;
  if (state === 'paying') return <WaitingCard order={order} />;
  const again = state === 'open';
  if (message && !(again && message.atMs <= answeredAtMs)) {
    return (
      <OutcomeCard
        order={order}
        message={message}
        {...(again ? { tryAgain: () => setAnsweredAtMs(message.atMs) } : {})}
      />
    );
  }
  return state === 'open' ? <PayCard order={order} /> : <WaitingCard order={order} />;
}
