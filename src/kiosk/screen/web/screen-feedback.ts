/** What the screen does beside drawing when the view changes: sounds, the voice, and tidying up measurements. */
import { useEffect, useRef } from 'react';
import { guidanceFor } from '../guidance.ts';
import type { View } from '../view.ts';
import { canSpeak, speak } from './access/browser-voice.ts';
import { playSound } from './access/screen-sounds.ts';
import type { Screen } from './screen-context.ts';

export function useScreenFeedback(
  view: View,
  screen: Pick<Screen, 'say' | 'money' | 'language' | 'speaking'>,
): void {
  const before = useRef<View>(undefined);
  const { say, money, language, speaking } = screen;
  useEffect(() => {
    const previous = before.current;
    before.current = view;
    if (previous && !view.machineSound) playSoundOf(previous, view);
    if (previous?.orderId !== view.orderId) performance.clearMarks();
  }, [view]);
  const machineSpeaks = view.machineSound?.speaks === true;
  const guidance = guidanceFor(view, { say, money });
  useEffect(() => {
    if (canSpeak) speak(speaking && !machineSpeaks ? guidance : '', language);
  }, [guidance, speaking, machineSpeaks, language]);
}

function playSoundOf(previous: View, view: View): void {
  if (scanCounted(previous, view)) playSound('accepted');
  if (noticeAppeared(previous, view)) playSound('refused');
}

/** A line is new or has more pieces than before. */
function scanCounted(previous: View, view: View): boolean {
  const line = view.lines.find((one) => one.lineId === view.changedLineId);
  if (!line) return false;
  const earlier = previous.lines.find((one) => one.lineId === line.lineId);
  return !earlier || line.quantity > earlier.quantity;
}

function noticeAppeared(previous: View, view: View): boolean {
  return view.notice?.tone === 'warning' && view.notice.noticeId !== previous.notice?.noticeId;
}
