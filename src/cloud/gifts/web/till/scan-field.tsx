/** Where a scanner types: goods go on the list, a customer's code asks for their gift. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useGifts, useShop } from '../gifts-context.ts';
import { tillTexts as texts } from '../texts/till-texts.ts';
import { addProduct, type Customer, isFixed, readScan, type TillSale } from './till-sale.ts';

interface ScanFieldProps {
  readonly sale: TillSale;
  readonly change: (sale: TillSale) => void;
  readonly askFor: (customer: Customer) => void;
}

export function ScanField({ sale, change, askFor }: ScanFieldProps) {
  const { say } = useGifts();
  const shop = useShop();
  const [typed, setTyped] = useState('');
  const [odd, setOdd] = useState<'unknown' | 'goodsFirst' | 'fixed'>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const scanned = readScan(typed, shop);
    setTyped('');
    setOdd(undefined);
    if (scanned.kind === 'unknown') setOdd('unknown');
    else if (isFixed(sale)) setOdd('fixed');
    else if (scanned.kind === 'product') change(addProduct(sale, scanned.product));
    else if (sale.lines.length === 0) setOdd('goodsFirst');
    else askFor(scanned.customer);
  };
  return (
    <form onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor="scan">{say(texts.scan)}</label>
        <div className="till-scan">
          <input
            id="scan"
            ref={field}
            className="typed"
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            value={typed}
            aria-invalid={odd !== undefined}
            aria-describedby="scan-says"
            onChange={({ target }) => setTyped(target.value)}
          />
          <button type="submit" className="primary">
            {say(texts.enter)}
          </button>
        </div>
        <p id="scan-says" className={odd ? 'wrong' : 'quiet small'} role={odd ? 'alert' : undefined}>
          {say(odd ? texts[odd] : texts.scanHint)}
        </p>
      </div>
    </form>
  );
}
