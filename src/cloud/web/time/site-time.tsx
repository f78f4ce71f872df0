/** An instant on the site's wall clock, with UTC on hover; and an age that keeps counting. */
import { useLanguage } from '../language/language.tsx';
import { useSession } from '../session/session.tsx';
import { ago, duration } from './age.ts';
import { useNow } from './clock-context.tsx';
import { formatInstant, formatUtc, type TimeStyle } from './zone-time.ts';

interface SiteTimeProps {
  readonly atMs: number | null | undefined;
  readonly style?: TimeStyle;
  /** The merchant's zone where it is not said. */
  readonly timeZone?: string;
}

export function SiteTime({ atMs, style = 'minuteOfYear', timeZone }: SiteTimeProps) {
  const { merchant } = useSession();
  if (atMs === null || atMs === undefined) return <span className="quiet">—</span>;
  const zone = timeZone ?? merchant.timeZone;
  return (
    <time className="number" dateTime={new Date(atMs).toISOString()} title={formatUtc(atMs)}>
      {formatInstant(atMs, zone, style)}
    </time>
  );
}

/** "7 min ago"; `kind="length"` says "7 min". */
export function Age({ sinceMs, kind = 'ago' }: { sinceMs: number; kind?: 'ago' | 'length' }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const pastMs = useNow() - sinceMs;
  const title = `${formatInstant(sinceMs, merchant.timeZone, 'full')} · ${formatUtc(sinceMs)}`;
  return (
    <time dateTime={new Date(sinceMs).toISOString()} title={title}>
      {say(kind === 'ago' ? ago(pastMs) : duration(pastMs))}
    </time>
  );
}
