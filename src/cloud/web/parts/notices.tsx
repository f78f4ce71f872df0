/**
 * Short words about what was just done, with a way to undo it; spoken by a screen reader, gone by
 * themselves.
 */
import { Button, CloseButton } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { faultCodeOf } from '../../../domain/fault.ts';
import type { Text } from '../../../domain/text.ts';
import { faultAdvice, faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { useClock } from '../time/clock-context.tsx';
import { Icon } from './icon.tsx';
import { useRequired } from './use-required.ts';

const goneAfterMs = 10_000;
const shownMax = 4;

interface Notice {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: Text;
  readonly undo?: () => void;
}

export interface Notices {
  /** Something was done. */
  done(text: Text, undo?: () => void): void;
  /** Something could not be done. */
  failed(error: unknown): void;
}

const NoticesContext = createContext<Notices | undefined>(undefined);

export function useNotices(): Notices {
  return useRequired(NoticesContext, 'the notices');
}

export function NoticesProvider({ children }: { children: ReactNode }) {
  const clock = useClock();
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const count = useRef(0);
  const close = useCallback((id: number) => setShown((all) => all.filter((notice) => notice.id !== id)), []);
  const notices = useMemo<Notices>(() => {
    const show = (notice: Omit<Notice, 'id'>) => {
      count.current += 1;
      const id = count.current;
      setShown((all) => [...all.slice(1 - shownMax), { ...notice, id }]);
      clock.after(goneAfterMs, () => close(id));
    };
    return {
      done: (text, undo) => show({ tone: 'good', text, ...(undo ? { undo } : {}) }),
      failed: (error) => show({ tone: 'bad', text: failureText(error) }),
    };
  }, [clock, close]);
  return (
    <NoticesContext value={notices}>
      {children}
      <div className="notices" role="status" aria-live="polite">
        {shown.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} close={() => close(notice.id)} />
        ))}
      </div>
    </NoticesContext>
  );
}

function failureText(error: unknown): Text {
  const code = faultCodeOf(error);
  const [title, advice] = [faultTitle(code), faultAdvice(code)];
  return { zh: `${title.zh}：${advice.zh}`, en: `${title.en}: ${advice.en}` };
}

const texts = {
  undo: { zh: '撤销', en: 'Undo' },
  close: { zh: '关闭', en: 'Close' },
};

function NoticeCard({ notice, close }: { notice: Notice; close: () => void }) {
  const { say } = useLanguage();
  const undo = () => {
    notice.undo?.();
    close();
  };
  return (
    <div className="notice">
      <span className={`notice-icon tone-${notice.tone}`}>
        <Icon name={notice.tone === 'good' ? 'check' : 'warning'} sizePx={18} />
      </span>
      <p>{say(notice.text)}</p>
      {notice.undo ? (
        <Button size="compact-sm" variant="subtle" onClick={undo}>
          {say(texts.undo)}
        </Button>
      ) : null}
      <CloseButton size="sm" aria-label={say(texts.close)} onClick={close} />
    </div>
  );
}
