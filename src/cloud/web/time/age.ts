/** How long ago or how long already, in the largest unit that still says something. */
import type { Text } from '../../../domain/text.ts';
import { counted } from '../language/counted.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** 42 s, 7 min, 3 h 20 min, 2 days. What lies ahead counts as nothing. */
export function duration(ms: number): Text {
  if (ms < minuteMs) return counted(Math.max(0, Math.floor(ms / 1000)), '秒', 's', 's');
  if (ms < hourMs) return counted(Math.floor(ms / minuteMs), '分钟', 'min', 'min');
  if (ms < dayMs) {
    const hours = counted(Math.floor(ms / hourMs), '小时', 'h', 'h');
    const minutes = Math.floor((ms % hourMs) / minuteMs);
    if (minutes === 0) return hours;
    return { zh: `${hours.zh} ${minutes} 分`, en: `${hours.en} ${minutes} min` };
  }
  return counted(Math.floor(ms / dayMs), '天', 'day');
}

/** 7 分钟前 / 7 min ago. */
export function ago(ms: number): Text {
  if (ms < 10_000) return { zh: '刚刚', en: 'just now' };
  const length = duration(ms);
  return { zh: `${length.zh}前`, en: `${length.en} ago` };
}
