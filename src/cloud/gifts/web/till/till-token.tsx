/** A till's first page: the token that the console made for it, kept on this till only. */
import { type FormEvent, useState } from 'react';
import { useGifts } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { tillTexts as texts } from '../texts/till-texts.ts';

export function TillToken({ keep }: { readonly keep: (token: string) => void }) {
  const { say } = useGifts();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep(typed.trim());
  };
  return (
    <>
      <PageHead title={say(texts.title)} note={say(texts.tokenNote)} />
      <form className="card token" onSubmit={submit}>
        <Field label={say(texts.token)} autoComplete="off" maxLength={200} value={typed} change={setTyped} />
        <button type="submit" className="primary" disabled={typed.trim() === ''}>
          {say(texts.connect)}
        </button>
      </form>
    </>
  );
}
