/** A new client: what it may do, who may hold its cashier page, where it is told. */
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type ClientScope, clientScopes } from '../../../wire/client-schemas.ts';
import type { RequestBody } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { scopeNames, clientTexts as texts } from './client-texts.ts';

interface ClientFormProps {
  readonly busy: boolean;
  readonly save: (client: RequestBody<'addClient'>) => void;
}

export function ClientForm({ busy, save }: ClientFormProps) {
  const { say } = useLanguage();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ClientScope[]>([...clientScopes]);
  const [origins, setOrigins] = useState('');
  const [webhookUrl, setWebhookUrl] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({
      name: name.trim(),
      scopes,
      origins: origins.split(/\s+/).filter((origin) => origin !== ''),
      webhookUrl: webhookUrl.trim() === '' ? null : webhookUrl.trim(),
    });
  };
  const toggle = (scope: ClientScope, wanted: boolean) =>
    setScopes(wanted ? [...scopes, scope] : scopes.filter((one) => one !== scope));
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={say(texts.name)}
        required
        maxLength={100}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <fieldset className="choices">
        <legend>{say(texts.scopes)}</legend>
        {clientScopes.map((scope) => (
          <Checkbox
            key={scope}
            label={say(scopeNames[scope])}
            checked={scopes.includes(scope)}
            onChange={({ currentTarget }) => toggle(scope, currentTarget.checked)}
          />
        ))}
      </fieldset>
      <Textarea
        label={say(texts.origins)}
        description={say(texts.originsHint)}
        autosize
        minRows={2}
        value={origins}
        onChange={({ currentTarget }) => setOrigins(currentTarget.value)}
      />
      <TextInput
        label={say(texts.webhook)}
        description={say(texts.webhookHint)}
        type="url"
        maxLength={500}
        value={webhookUrl}
        onChange={({ currentTarget }) => setWebhookUrl(currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={name.trim() === '' || scopes.length === 0}>
        {say(texts.save)}
      </Button>
    </form>
  );
}
