/** A code that is scanned or pasted: read by the machines' own rules, it fills in the form. */
import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { goodsInTexts as texts } from './goods-in-texts.ts';

type Reading = Answer<'readGoodsCode'>;

/** Codes that are read without a rule of the table are called by their standard. */
const standards: Readonly<Record<string, string>> = {
  gs1: 'GS1',
  digitalLink: 'GS1 Digital Link',
  gtin: 'EAN/UPC',
};
const readerName = (by: string) => standards[by] ?? by;

/** What the schema of the operation takes. */
const codeCharsMax = 400;

export function ScanField({ read }: { read: (reading: Reading) => void }) {
  const { say, language } = useLanguage();
  const notices = useNotices();
  const [code, setCode] = useState('');
  const [last, setLast] = useState<Reading>();
  const asking = useChange('readGoodsCode', []);
  const ask = () => {
    if (code.trim() === '') return;
    asking.mutateAsync({ body: { code: code.trim() } }).then((reading) => {
      setLast(reading);
      setCode('');
      read(reading);
    }, notices.failed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // A scanner ends its code with Enter: the form must not be sent by it.
    event.preventDefault();
    ask();
  };
  const problem = last && problemOf(last);
  const told = last?.product
    ? `${sayIn(texts.readBy, language, { by: readerName(last.by ?? '') })}: ${say(last.product.name)}`
    : undefined;
  return (
    <div className="scan-field">
      <TextInput
        className="grow"
        label={say(texts.scan)}
        description={told ?? say(texts.scanHint)}
        value={code}
        maxLength={codeCharsMax}
        error={problem ? say(problem) : undefined}
        onChange={(event) => setCode(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <Button variant="default" onClick={ask} loading={asking.isPending}>
        {say(texts.read)}
      </Button>
    </div>
  );
}

function problemOf({ fault, product }: Reading): Text | undefined {
  if (fault) return faultTitle(fault);
  return product ? undefined : texts.noProduct;
}
