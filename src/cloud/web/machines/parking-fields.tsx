/** Free parking with a purchase: whether the site gives it, in which lot, from which amount, and how long. */
import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { ParkingPolicy } from '../../../domain/parking.ts';
import { useLanguage } from '../language/language.tsx';

const texts = {
  give: { zh: '购物免停车费', en: 'Free parking with a purchase' },
  lot: { zh: '停车场编号', en: 'Lot' },
  minimum: { zh: '最低消费（元）', en: 'From a purchase of (¥)' },
  valid: { zh: '付款后免费停车（分钟）', en: 'Free after paying (minutes)' },
  tickets: { zh: '可扫停车票', en: 'Has tickets with a code' },
};

const first: ParkingPolicy = { lotId: 'lot-1', minimumMinor: 3000, validMinutes: 120, tickets: false };

interface ParkingFieldsProps {
  readonly policy: ParkingPolicy | null;
  readonly set: (policy: ParkingPolicy | null) => void;
}

export function ParkingFields({ policy, set }: ParkingFieldsProps) {
  const { say } = useLanguage();
  return (
    <>
      <Checkbox
        label={say(texts.give)}
        checked={policy !== null}
        onChange={(event) => set(event.currentTarget.checked ? first : null)}
      />
      {policy && (
        <div className="form-pair">
          <TextInput
            label={say(texts.lot)}
            value={policy.lotId}
            maxLength={64}
            onChange={(event) => set({ ...policy, lotId: event.currentTarget.value })}
          />
          <NumberInput
            label={say(texts.minimum)}
            value={policy.minimumMinor / 100}
            min={0}
            decimalScale={2}
            onChange={(value) => set({ ...policy, minimumMinor: Math.round(Number(value) * 100) })}
          />
          <NumberInput
            label={say(texts.valid)}
            value={policy.validMinutes}
            min={5}
            max={1440}
            allowDecimal={false}
            onChange={(value) => set({ ...policy, validMinutes: Number(value) })}
          />
          <Checkbox
            label={say(texts.tickets)}
            checked={policy.tickets}
            onChange={(event) => set({ ...policy, tickets: event.currentTarget.checked })}
          />
        </div>
      )}
    </>
  );
}
