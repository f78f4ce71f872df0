/** The shopper's screen: the live view, what the shopper wishes of the screen, and the page between its edges. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { languageTags } from '../../../look/say.ts';
import type { Tap, View } from '../view.ts';
import { startArrowKeys } from './access/arrow-keys.ts';
import { CurrentPage } from './current-page.tsx';
import { Brand, Limits } from './frame/brand.tsx';
import { Edge } from './frame/edge.tsx';
import { LiveStatus } from './frame/live-status.tsx';
import { type BannerNotice, NoticeBanner } from './frame/notice-banner.tsx';
import { StaleOverlay } from './frame/stale-overlay.tsx';
import { StartingPage } from './frame/starting-page.tsx';
import { Tools } from './frame/tools.tsx';
import type { LiveView } from './live/live-view.ts';
import { sendTap } from './live/send-tap.ts';
import { CameraNotice } from './pictures/camera-notice.tsx';
import { type Screen, ScreenProvider, ViewProvider, wordsFor } from './screen-context.ts';
import { useScreenFeedback } from './screen-feedback.ts';
import { SecondScreen } from './second-screen.tsx';
import { useShopperWishes } from './shopper-wishes.ts';

interface KioskScreenProps {
  readonly live: LiveView;
  readonly face: 'first' | 'second';
}

export function KioskScreen({ live, face }: KioskScreenProps) {
  const { view, connection, lostAtMs } = useSyncExternalStore(live.subscribe, live.state);
  if (!view) return <StartingPage />;
  return (
    <ViewedScreen
      live={live}
      face={face}
      view={view}
      lostAtMs={connection === 'lost' ? lostAtMs : undefined}
    />
  );
}

interface ViewedScreenProps extends KioskScreenProps {
  readonly view: View;
  readonly lostAtMs: number | undefined;
}

function ViewedScreen({ live, face, view, lostAtMs }: ViewedScreenProps) {
  const wishes = useShopperWishes(view);
  const { send, refused } = useTaps(live);
  const { language, large, speaking } = wishes;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setters change nothing by changing
  const screen: Screen = useMemo(
    () => ({
      ...wordsFor(language, view.currency),
      ...wishes,
      setLanguage(next) {
        wishes.setLanguage(next);
        send({ tap: 'language', language: next });
      },
      nowMs: live.nowMs,
      send,
    }),
    [language, large, speaking, view.currency, live, send],
  );
  useTheme(screen);
  return (
    <ScreenProvider value={screen}>
      <ViewProvider value={view}>
        {face === 'second' ? <SecondScreen /> : <FirstScreen view={view} screen={screen} refused={refused} />}
        {lostAtMs !== undefined && <StaleOverlay lostAtMs={lostAtMs} />}
      </ViewProvider>
    </ScreenProvider>
  );
}

interface FirstScreenProps {
  readonly view: View;
  readonly screen: Screen;
  readonly refused: BannerNotice | undefined;
}

function FirstScreen({ view, screen, refused }: FirstScreenProps) {
  useScreenFeedback(view, screen);
  useEffect(startArrowKeys, []);
  const { notice } = view;
  const told = notice ? { key: `notice-${notice.noticeId}`, code: notice.code, tone: notice.tone } : refused;
  return (
    <div className="kiosk" data-page={view.page.page} data-revision={view.revision}>
      <Brand />
      <div className="notices">
        <Limits />
        <CameraNotice />
      </div>
      <CurrentPage />
      <NoticeBanner notice={told} />
      <Tools />
      <Edge />
      <LiveStatus />
    </div>
  );
}

/** Sends taps; what the machine refuses becomes a notice, what it does not answer a lost connection. */
function useTaps(live: LiveView): { send: (tap: Tap) => void; refused: BannerNotice | undefined } {
  const [refused, setRefused] = useState<BannerNotice>();
  const send = useCallback(
    (tap: Tap) => {
      if (live.state().connection !== 'live') return;
      void sendTap(tap).then((answer) => {
        if ('silent' in answer) live.suspect();
        setRefused(
          'refused' in answer
            ? { key: `refused-${performance.now()}`, code: answer.refused, tone: 'warning' }
            : undefined,
        );
      });
    },
    [live],
  );
  return { send, refused };
}

function useTheme({ language, large }: Pick<Screen, 'language' | 'large'>): void {
  useEffect(() => {
    const { documentElement } = document;
    documentElement.lang = languageTags[language];
    documentElement.dataset.theme = large ? 'contrast' : 'light';
    documentElement.dataset.size = large ? 'large' : 'normal';
  }, [language, large]);
}
