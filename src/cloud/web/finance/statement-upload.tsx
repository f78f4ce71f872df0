/** Hands a statement to the cloud exactly as the platform gave it, or has the cloud fetch it. */
import { Button, FileInput, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Fault } from '../../../domain/fault.ts';
import { channelName } from '../../../look/form-texts.ts';
import { say as sayIn } from '../../../look/say.ts';
import { errorSchema } from '../../../wire/rest.ts';
import {
  statementUploadPath,
  type TakenStatementView,
  takenStatementSchema,
} from '../../../wire/rest-finance.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { importTexts as texts } from './books-texts.ts';
import { addDays } from './form-period.ts';
import { useToday } from './use-today.ts';

const channels = ['alipay', 'wechat'] as const;
type Channel = (typeof channels)[number];

const refreshes = [
  ...(['listStatements', 'listDayRuns', 'listDifferences', 'readOpenDifferences'] as const),
  ...(['readDifferenceForm', 'listAudit'] as const),
];

async function sendFile(query: Record<string, string>, file: File): Promise<TakenStatementView> {
  const response = await fetch(`${statementUploadPath}?${new URLSearchParams(query)}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  }).catch((cause: unknown) => {
    throw new Fault('NETWORK_DOWN', 'send a statement', { cause });
  });
  const content: unknown = await response.json();
  if (response.ok) return takenStatementSchema.parse(content);
  throw new Fault(errorSchema.parse(content).code, 'send a statement', {
    facts: { status: response.status },
  });
}

export function StatementUpload() {
  const { say, language } = useLanguage();
  const { merchantQuery } = useSession();
  const notices = useNotices();
  const queries = useQueryClient();
  const yesterday = addDays(useToday(), -1);
  const [channel, setChannel] = useState<Channel>('alipay');
  const [day, setDay] = useState(yesterday);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [taken, setTaken] = useState<TakenStatementView>();
  const fetching = useChange('fetchStatement', refreshes);
  const take = async (work: Promise<TakenStatementView>) => {
    setBusy(true);
    try {
      setTaken(await work);
      for (const name of refreshes) await queries.invalidateQueries({ queryKey: [name] });
    } catch (error) {
      notices.failed(error);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) void take(sendFile({ channel, day, ...merchantQuery }, file));
  };
  return (
    <Card title={texts.upload}>
      <form className="filters" onSubmit={submit}>
        <Select
          aria-label={say(texts.channel)}
          data={channels.map((one) => ({ value: one as string, label: say(channelName(one)) }))}
          value={channel as string}
          onChange={(one) => setChannel(one === 'wechat' ? 'wechat' : 'alipay')}
          allowDeselect={false}
        />
        <TextInput
          type="date"
          aria-label={say(texts.day)}
          value={day}
          max={yesterday}
          onChange={({ currentTarget: { value } }) => value !== '' && setDay(value)}
        />
        <FileInput
          aria-label={say(texts.file)}
          placeholder={say(texts.file)}
          value={file}
          onChange={setFile}
          className="statement-file"
        />
        <Button type="submit" loading={busy} disabled={!file}>
          {say(texts.send)}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          onClick={() => void take(fetching.mutateAsync({ body: { channel, day } }))}
        >
          {say(texts.fetch)}
        </Button>
      </form>
      <p role="status" className={taken?.state === 'refused' ? 'finance-refused' : 'quiet'}>
        {taken ? takenText(taken, language) : null}
      </p>
    </Card>
  );
}

/** What became of it, for a person. */
function takenText(taken: TakenStatementView, language: 'zh' | 'en'): string {
  switch (taken.state) {
    case 'imported':
      return sayIn(texts.imported, language, { rows: taken.rows });
    case 'refused':
      return sayIn(texts.refused, language, { line: taken.line ?? '—', column: taken.column ?? '' });
    case 'absent':
      return texts.absent[language];
    case 'none':
      return texts.noTrades[language];
  }
}
