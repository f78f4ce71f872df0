/** What happened, in its order: a mark, the time, words, and the facts for whoever wants them. */
import type { ReactNode } from 'react';
import type { Tone } from '../language/state-texts.ts';
import { SiteTime } from '../time/site-time.tsx';
import type { TimeStyle } from '../time/zone-time.ts';
import { Icon, type IconName } from './icon.tsx';

export interface TimeLineEntry {
  readonly key: string;
  readonly atMs: number;
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** Beside the time: where the entry comes from. */
  readonly origin?: ReactNode;
}

interface TimeLineProps {
  readonly entries: readonly TimeLineEntry[];
  readonly timeStyle: TimeStyle;
  readonly timeZone?: string;
}

export function TimeLine({ entries, timeStyle, timeZone }: TimeLineProps) {
  return (
    <ol className="time-line">
      {entries.map((entry) => (
        <li key={entry.key}>
          <span className={`time-line-mark tone-${entry.tone}`}>
            <Icon name={entry.icon} sizePx={16} />
          </span>
          <div className="time-line-words">
            <p className="time-line-title">{entry.title}</p>
            {entry.note ? <p className="time-line-note">{entry.note}</p> : null}
          </div>
          <div className="time-line-when">
            <SiteTime atMs={entry.atMs} style={timeStyle} {...(timeZone ? { timeZone } : {})} />
            {entry.origin}
          </div>
        </li>
      ))}
    </ol>
  );
}
