/** The pages of one merchant by their addresses; those about a person ask first who it is. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Route, Router, Switch, useLocation } from 'wouter';
import { giftBarYears } from '../../../domain/gift-bar.ts';
import { formatMoney } from '../../../domain/money.ts';
import type { Language } from '../../../domain/text.ts';
import { Refused } from '../../../look/phone/refused.ts';
import { languageTags, say as sayIn } from '../../../look/say.ts';
import type { GiftPerson } from '../../../wire/rest-gifts.ts';
import { GiftPage } from './following/gift-page.tsx';
import { openGiftCloud } from './gift-cloud.ts';
import { GiftsContext, useGifts } from './gifts-context.ts';
import { GivePage } from './giving/give-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { MePage } from './me/me-page.tsx';
import { Frame } from './parts/frame.tsx';
import { Empty, Loaded } from './parts/loaded.tsx';
import { ClaimPage } from './receiving/claim-page.tsx';
import { CodePage } from './receiving/code-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { TalkPage } from './talking/talk-page.tsx';
import { frameTexts as texts } from './texts/frame-texts.ts';
import { meTexts } from './texts/me-texts.ts';
import { TillPage } from './till/till-page.tsx';
import { useRead } from './use-read.ts';

const languageKept = 'kioskd.gifts.language';

function firstLanguage(): Language {
  const wanted =
    new URLSearchParams(location.search).get('lang') ??
    localStorage.getItem(languageKept) ??
    navigator.language;
  return wanted.startsWith('zh') ? 'zh' : 'en';
}

export function GiftApp({ merchant, base }: { readonly merchant: string; readonly base: string }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [me, setMe] = useState<GiftPerson>();
  const cloud = useMemo(() => openGiftCloud(merchant, () => setMe(undefined)), [merchant]);
  const shop = useRead(merchant, () => cloud.call('readShop'));
  useEffect(() => {
    document.documentElement.lang = languageTags[language];
    document.title = sayIn(texts.title, language);
    localStorage.setItem(languageKept, language);
  }, [language]);
  const context = useMemo<GiftsContext>(() => {
    const tag = languageTags[language];
    const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
    return {
      ...{ language, setLanguage, cloud, me, setMe, shop: shop.value },
      say: (text, blanks) => sayIn(text, language, blanks),
      money: (minor, currency) => formatMoney(minor, currency ?? shop.value?.currency ?? 'CNY'),
      when: (atMs) => moment.format(atMs),
      day: (atMs) => day.format(atMs),
    };
  }, [language, cloud, me, shop.value]);
  return (
    <GiftsContext value={context}>
      <Router base={base}>
        <Switch>
          <Route path="/till">
            <Frame kind="till">
              <Loaded read={shop}>{() => <TillPage merchant={merchant} />}</Loaded>
            </Frame>
          </Route>
          <Route>
            <Frame kind="phone">
              {shop.refused === 'NOT_FOUND' ? <NoShop /> : <Loaded read={shop}>{() => <Pages />}</Loaded>}
            </Frame>
          </Route>
        </Switch>
      </Router>
    </GiftsContext>
  );
}

function NoShop() {
  const { say } = useGifts();
  return (
    <Empty icon="warning">
      <h1>{say(texts.noMerchant)}</h1>
      <p>{say(texts.noMerchantNote)}</p>
    </Empty>
  );
}

function Deleted() {
  const { say } = useGifts();
  return (
    <Empty icon="check">
      <h1>{say(meTexts.deletedTitle)}</h1>
      <p>{say(meTexts.deletedNote, { years: giftBarYears })}</p>
    </Empty>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/claim">
        <ClaimPage />
      </Route>
      <Route path="/deleted">
        <Deleted />
      </Route>
      <Route>
        <SignedIn>
          <Switch>
            <Route path="/give">
              <GivePage />
            </Route>
            <Route path="/gifts/:id">{({ id }) => <GiftPage key={id} giftId={id} />}</Route>
            <Route path="/gifts/:id/talk">{({ id }) => <TalkPage giftId={id} as="giver" />}</Route>
            <Route path="/received/:id/talk">{({ id }) => <TalkPage giftId={id} as="recipient" />}</Route>
            <Route path="/code">
              <CodePage />
            </Route>
            <Route path="/me">
              <MePage />
            </Route>
            <Route>
              <HomePage />
            </Route>
          </Switch>
        </SignedIn>
      </Route>
    </Switch>
  );
}

/** Asks once who is signed in here; a session that ended leads back to signing in. */
function SignedIn({ children }: { readonly children: ReactNode }) {
  const { cloud, me, setMe } = useGifts();
  const [place] = useLocation();
  const session = useRead('session', async () => {
    try {
      setMe(await cloud.call('readMe'));
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'ACCESS_DENIED')) throw error;
    }
    return true;
  });
  if (me) return children;
  return <Loaded read={session}>{() => <SignInPage key={place} />}</Loaded>;
}
