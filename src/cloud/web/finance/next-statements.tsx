/** Which statement comes next by each channel, and from when on it can be expected. */
import { channelName } from '../../../look/form-texts.ts';
import { say as sayIn } from '../../../look/say.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { useRest } from '../rest/use-rest.ts';
import { importTexts as texts } from './books-texts.ts';
import { nextStatements } from './next-statement.ts';

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
