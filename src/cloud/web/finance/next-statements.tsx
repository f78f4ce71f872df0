/** Which statement comes next by each channel, and from when on it can be expected. */
import { channelName } from '../../../look/form-texts.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { StatementFile } from '../../../wire/rest-finance.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { useRest } from '../rest/use-rest.ts';
import { importTexts as texts } from './books-texts.ts';
import { addDays } from './form-period.ts';

/** When platforms have the day before, on the clock of China. */
const readyAt: Readonly<Record<string, string>> = { alipay: '09:30', wechat: '10:30' };

export interface NextStatement {
  readonly channel: string;
  readonly day: string;
  /** `2026-08-29 09:30` in China. */
  readonly at: string;
}

/** Of each channel that sent one, the day after the latest that was taken. */
export function nextStatements(
  files: readonly Pick<StatementFile, 'channel' | 'day' | 'state'>[],
): NextStatement[] {
  const latest = new Map<string, string>();
  for (const { channel, day, state } of files) {
    if (state === 'refused') continue;
    if (day > (latest.get(channel) ?? '')) latest.set(channel, day);
  }
  return [...latest].sort().map(([channel, last]) => {
    const day = addDays(last, 1);
    return { channel, day, at: `${addDays(day, 1)} ${readyAt[channel] ?? '09:30'}` };
  });
}

export function NextStatements() {
  const { say, language } = useLanguage();
  const { data } = useRest('listStatements', { query: { limit: 200 } });
  const next = nextStatements(data?.items ?? []);
  return (
    <Card title={texts.next}>
      {data && next.length === 0 ? <p className="quiet">{say(texts.noNext)}</p> : null}
      <ul className="plain">
        {next.map(({ channel, day, at }) => (
          <li key={channel}>
            {sayIn(texts.nextLine, language, { channel: say(channelName(channel)), day, at })}
          </li>
        ))}
      </ul>
    </Card>
  );
}
