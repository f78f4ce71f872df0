/** A stay in words: since when, how long, until when. Times are the site's. */
import { localTime } from '../../../../domain/local-time.ts';
import type { Stay } from '../../../../domain/parking.ts';
import { parkingTexts } from '../../../../look/parking-texts.ts';
import type { Words } from '../screen-context.ts';

/** `14:05` on the site's wall clock. */
export function clockTime(atMs: number, timeZone: string): string {
  const { minuteOfDay } = localTime(atMs, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

export function stayText(stay: Stay, timeZone: string, say: Words['say']): string {
  const all = Math.floor(stay.parkedS / 60);
  const hours = Math.floor(all / 60);
  const minutes = all % 60;
  const duration =
    hours > 0 ? say(parkingTexts.hours, { hours, minutes }) : say(parkingTexts.minutes, { minutes });
  return say(parkingTexts.stay, { time: clockTime(stay.enteredAtMs, timeZone), duration });
}
