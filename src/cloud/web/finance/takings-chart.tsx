/** Net by channel and day as columns that stand on one another, with a legend and the same numbers as a table. */
import { Link } from 'wouter';
import { channelName, groupNames } from '../../../look/form-texts.ts';
import { say as sayIn } from '../../../look/say.ts';
import { useLanguage } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import type { Chart } from './chart-series.ts';
import { financeTexts, overviewTexts as texts } from './finance-texts.ts';
import { paymentsAddress } from './form-address.ts';

const viewHeight = 180;
const dayWidth = 40;
const columnWidth = 24;

export function TakingsChart({ chart }: { chart: Chart }) {
  const { say, language } = useLanguage();
  const { days, channels } = chart;
  const every = Math.ceil(days.length / 5);
  return (
    <figure className="takings">
      <svg
        role="img"
        aria-label={sayIn(texts.chart, language, { days: days.length })}
        viewBox={`0 0 ${days.length * dayWidth} ${viewHeight}`}
        preserveAspectRatio="none"
      >
        {days.map(({ day, parts }, at) => (
          <g key={day} transform={`translate(${at * dayWidth} 0)`}>
            <rect
              className="takings-ground"
              x={(dayWidth - columnWidth) / 2}
              width={columnWidth}
              height={viewHeight}
            />
            {parts
              .filter(({ height }) => height > 0)
              .map(({ channel, tone, from, height }) => (
                <rect
                  key={channel}
                  className={`tone-${tone % 6}`}
                  x={(dayWidth - columnWidth) / 2}
                  y={(1 - from - height) * viewHeight}
                  width={columnWidth}
                  height={height * viewHeight}
                />
              ))}
          </g>
        ))}
      </svg>
      <p className="takings-days" aria-hidden="true">
        {days.map(({ day }, at) => (
          <span key={day} className={at % every === 0 ? '' : 'seldom'}>
            {day.slice(5)}
          </span>
        ))}
      </p>
      <ul className="takings-legend">
        {channels.map(({ channel, minor }, tone) => (
          <li key={channel}>
            <span className={`takings-key tone-${tone % 6}`} aria-hidden="true" />
            {say(channelName(channel))} <Money minor={minor} />
          </li>
        ))}
      </ul>
      <details>
        <summary>{say(texts.table)}</summary>
        <TakingsTable chart={chart} />
      </details>
    </figure>
  );
}

function TakingsTable({ chart: { days, channels } }: { chart: Chart }) {
  const { say } = useLanguage();
  const taken = days.filter(({ parts }) => parts.some(({ minor }) => minor !== 0)).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={say(texts.takings)} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say(groupNames.day)}</th>
            {channels.map(({ channel }) => (
              <th key={channel} scope="col" className="right">
                {say(channelName(channel))}
              </th>
            ))}
            <th scope="col" className="right">
              {say(financeTexts.total)}
            </th>
          </tr>
        </thead>
        <tbody>
          {taken.map(({ day, minor, parts }) => (
            <tr key={day}>
              <td className="number">{day}</td>
              {parts.map((part) => (
                <td key={part.channel} className="right">
                  <Link
                    href={paymentsAddress({
                      period: { from: day, to: day },
                      filters: { channel: part.channel },
                    })}
                  >
                    <Money minor={part.minor} />
                  </Link>
                </td>
              ))}
              <td className="right">
                <Money minor={minor} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
