/**
 * What is shown as a file, a form or its payments: the cloud makes an address that holds for some minutes, the browser
 * fetches it.
 */
import { Button } from '@mantine/core';
import { say as sayIn } from '../../../look/say.ts';
import { type FileFormat, type FileKind, fileRowsMax } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { financeTexts as texts } from './finance-texts.ts';
import type { FormAddress } from './form-address.ts';

interface FormDownloadsProps {
  readonly address: FormAddress;
  readonly kind?: FileKind;
}

export function FormDownloads({ address, kind = address.form }: FormDownloadsProps) {
  const { say, language } = useLanguage();
  const notices = useNotices();
  const link = useChange('makeFormLink', []);
  const { by, period, filters } = address;
  const fetchFile = (format: FileFormat) => {
    const { hour, ...rest } = filters;
    const narrowed = { ...period, ...rest, ...(hour === undefined ? {} : { hour: Number(hour) }) };
    const grouped = kind === 'difference' || kind === 'payments' ? {} : { by: by.join(',') };
    const body = { forms: [kind], ...narrowed, ...grouped, format, language };
    void link.mutateAsync({ body }).then(({ path }) => location.assign(path), notices.failed);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="download" sizePx={18} />}
        loading={link.isPending}
        onClick={() => fetchFile('xlsx')}
      >
        {say(texts.xlsx)}
      </Button>
      <Button variant="default" disabled={link.isPending} onClick={() => fetchFile('csv')}>
        {say(texts.csv)}
      </Button>
      {link.data?.cut ? (
        <p className="quiet" role="status">
          {sayIn(texts.fileCut, language, { count: fileRowsMax.toLocaleString('en') })}
        </p>
      ) : null}
    </>
  );
}
