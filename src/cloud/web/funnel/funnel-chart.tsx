/** The steps as bars, each as long as the share of visits that reached it; the numbers stand beside them. */
import type { FunnelStep } from '../../../domain/interaction.ts';
import { say as sayIn } from '../../../look/say.ts';
import { useLanguage } from '../language/language.tsx';
import { stepNames, funnelTexts as texts } from './funnel-texts.ts';

interface FunnelChartProps {
  readonly steps: readonly { readonly step: FunnelStep; readonly visits: number }[];
}

/** A share in per cent, with one decimal below ten. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '—';
  const percent = (part / whole) * 100;
  return `${percent < 10 && percent > 0 ? percent.toFixed(1) : Math.round(percent)} %`;
}

export function FunnelChart({ steps }: FunnelChartProps) {
  const { say, language } = useLanguage();
  const first = steps[0]?.visits ?? 0;
  return (
    <ol className="funnel">
      {steps.map(({ step, visits }, at) => {
        const before = steps[at - 1]?.visits ?? visits;
        const share = first === 0 ? 0 : (visits / first) * 100;
        return (
          <li key={step}>
            <div className="funnel-words">
              <strong>{say(stepNames[step])}</strong>
              <span className="number">{visits}</span>
            </div>
            <div className="funnel-track" aria-hidden="true">
              <div className="funnel-bar" style={{ width: `${share}%` }} />
            </div>
            {at === 0 ? null : (
              <p className="quiet">
                {sayIn(texts.ofFirst, language, { percent: percentText(visits, first) })}
                {at > 1
                  ? ` · ${sayIn(texts.ofBefore, language, { percent: percentText(visits, before) })}`
                  : null}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
