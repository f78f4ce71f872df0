/** What machines are told of points and of coupons they may believe offline; it takes effect when published. */
import { Button, Checkbox, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { defaultPointsPolicy } from '../../../domain/points.ts';
import type { Text } from '../../../domain/text.ts';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';

const texts = {
  title: { zh: '积分与离线用券', en: 'Points, and coupons offline' },
  points: { zh: '会员有积分', en: 'Members have points' },
  worth: { zh: '100 积分抵多少元', en: '100 points are worth' },
  earn: { zh: '付多少元得 1 积分', en: 'One point for each' },
  count: { zh: '离线最多接受几张签名券', en: 'Signed coupons accepted offline, at most' },
  minor: { zh: '离线签名券最多抵多少元', en: 'Taken off by them, at most' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存，发布后生效', en: 'Saved, takes effect when published' },
} as const;

type Policy = Answer<'readBenefitPolicy'>;

export function BenefitPolicy() {
  const policy = useRest('readBenefitPolicy');
  if (!policy.data) return null;
  return <PolicyForm key={JSON.stringify(policy.data)} policy={policy.data} />;
}

/** Prices per hundred points and per point, in the form in which rates are kept. */
function PolicyForm({ policy }: { policy: Policy }) {
  const { say } = useLanguage();
  const { may } = useSession();
  const notices = useNotices();
  const change = useChange('changeBenefitPolicy', ['readBenefitPolicy']);
  const { spend, earn } = policy.points ?? defaultPointsPolicy;
  const [draft, setDraft] = useState({
    hasPoints: policy.points !== null,
    worthMinor: Math.round((spend.minor * 100) / spend.points),
    earnMinor: Math.max(1, Math.round(earn.minor / earn.points)),
    ...{ offlineCountMax: policy.offlineCountMax, offlineMinorMax: policy.offlineMinorMax },
  });
  const set = (changed: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...changed }));
  const { hasPoints, worthMinor, earnMinor, offlineCountMax, offlineMinorMax } = draft;
  const save = async () => {
    const points = hasPoints
      ? { spend: { points: 100, minor: worthMinor }, earn: { points: 1, minor: earnMinor } }
      : null;
    await change.mutateAsync({ body: { points, offlineCountMax, offlineMinorMax } });
    notices.done(texts.saved);
  };
  return (
    <Card title={texts.title}>
      <Checkbox
        label={say(texts.points)}
        checked={hasPoints}
        onChange={(event) => set({ hasPoints: event.currentTarget.checked })}
      />
      <Group align="flex-end" gap="md" mt="md">
        <Amount
          name={texts.worth}
          minor={worthMinor}
          disabled={!hasPoints}
          set={(m) => set({ worthMinor: m })}
        />
        <Amount
          name={texts.earn}
          minor={earnMinor}
          disabled={!hasPoints}
          set={(m) => set({ earnMinor: m })}
        />
        <NumberInput
          label={say(texts.count)}
          min={0}
          max={1000}
          allowDecimal={false}
          value={offlineCountMax}
          onChange={(number) => set({ offlineCountMax: Number(number) || 0 })}
        />
        <Amount
          name={texts.minor}
          minor={offlineMinorMax}
          least={0}
          set={(m) => set({ offlineMinorMax: m })}
        />
        {may('changeCatalogue') && (
          <Button loading={change.isPending} onClick={() => void save().catch(notices.failed)}>
            {say(texts.save)}
          </Button>
        )}
      </Group>
    </Card>
  );
}

interface AmountProps {
  readonly name: Text;
  readonly minor: number;
  readonly disabled?: boolean;
  /** Minor units. */
  readonly least?: number;
  readonly set: (minor: number) => void;
}

function Amount({ name, minor, disabled = false, least = 1, set }: AmountProps) {
  const { say } = useLanguage();
  return (
    <NumberInput
      label={say(name)}
      disabled={disabled}
      min={least / 100}
      max={10_000}
      decimalScale={2}
      fixedDecimalScale
      value={minor / 100}
      onChange={(number) => set(Math.max(least, Math.round(Number(number) * 100)))}
    />
  );
}
