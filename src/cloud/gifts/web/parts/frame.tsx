/** What stands around every page: whose shop it is, the language, whether there is a network, the ways to go. */
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Text } from '../../../../domain/text.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { LanguageChoice } from '../../../../look/phone/language-choice.tsx';
import { useGifts } from '../gifts-context.ts';
import { frameTexts as texts } from '../texts/frame-texts.ts';
import { Note } from './note.tsx';

const tabs: readonly { readonly to: string; readonly icon: IconName; readonly name: Text }[] = [
  { to: '/', icon: 'gift', name: texts.home },
  { to: '/give', icon: 'heart', name: texts.give },
  { to: '/code', icon: 'qr', name: texts.code },
  { to: '/me', icon: 'people', name: texts.me },
];

interface FrameProps {
  /** A till is as wide as its screen and has no ways to go. */
  readonly kind: 'phone' | 'till';
  readonly children: ReactNode;
}

export function Frame({ kind, children }: FrameProps) {
  const { say, shop, language, setLanguage } = useGifts();
  const offline = useOffline();
  return (
    <div className={kind === 'till' ? 'till' : 'frame'}>
      <header className="head">
        <span className="head-name">{shop ? say(shop.merchantName) : say(texts.title)}</span>
        <LanguageChoice label={say(texts.language)} language={language} choose={setLanguage} />
      </header>
      <main>
        {offline ? <Note kind="warning">{say(texts.offline)}</Note> : null}
        {children}
      </main>
      {kind === 'phone' ? <Tabs /> : null}
    </div>
  );
}

function Tabs() {
  const { say } = useGifts();
  const [place] = useLocation();
  return (
    <nav className="tabs" aria-label={say(texts.parts)}>
      {tabs.map(({ to, icon, name }) => (
        <Link
          key={to}
          href={to}
          {...((to === '/' ? place === '/' || place.startsWith('/gifts') : place.startsWith(to))
            ? { 'aria-current': 'page' as const }
            : {})}
        >
          <span className="tab-icon">
            <Icon name={icon} />
          </span>
          {say(name)}
        </Link>
      ))}
    </nav>
  );
}

function useOffline(): boolean {
  const [offline, setOffline] = useState(() => !navigator.onLine);
  useEffect(() => {
    const change = () => setOffline(!navigator.onLine);
    addEventListener('online', change);
    addEventListener('offline', change);
    return () => {
      removeEventListener('online', change);
      removeEventListener('offline', change);
    };
  }, []);
  return offline;
}
