/** The door of the console. A refusal says what to do and never which of the two was wrong. */
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Fault } from '../../../domain/fault.ts';
import type { Text } from '../../../domain/text.ts';
import type { Principal } from '../../../wire/rest.ts';
import { LanguageSwitch } from '../frame/language-switch.tsx';
import { Wordmark } from '../frame/wordmark.tsx';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { callRest } from '../rest/rest-client.ts';

const texts = {
  title: { zh: '登录控制台', en: 'Sign in to the console' },
  lead: { zh: '机器、订单和每一分钱，都在这里。', en: 'Your machines, your orders and every cent of them.' },
  login: { zh: '用户名', en: 'Login' },
  password: { zh: '密码', en: 'Password' },
  enter: { zh: '登录', en: 'Sign in' },
  refused: {
    zh: '用户名或密码不对，请再试一次。忘记密码请联系管理员。',
    en: 'Login or password is not right. Try again, or ask your administrator for a new password.',
  },
} as const satisfies Record<string, Text>;

export function SignInPage({ signedIn }: { signedIn: (principal: Principal) => void }) {
  const { say } = useLanguage();
  return (
    <div className="door">
      <div className="door-side" aria-hidden="true">
        <Wordmark />
        <Shelf />
        <p className="door-lead">{say(texts.lead)}</p>
      </div>
      <main className="door-main">
        <div className="door-language">
          <LanguageSwitch />
        </div>
        <SignInForm signedIn={signedIn} />
      </main>
    </div>
  );
}

const shelf = [
  'latte',
  'cola',
  'croissant',
  'bananas',
  'potato-chips',
  'milk',
  'sandwich',
  'green-tea',
  'strawberry',
];

/** A look into the shop, so that the door is not a blank wall. */
function Shelf() {
  return (
    <div className="door-shelf">
      {shelf.map((name) => (
        <ProductPicture key={name} name={name} sizePx={110} />
      ))}
    </div>
  );
}

function SignInForm({ signedIn }: { signedIn: (principal: Principal) => void }) {
  const { say } = useLanguage();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => callRest('signIn', { body: { login, password } }),
    onSuccess: ({ principal }) => signedIn(principal),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className="door-form" onSubmit={submit}>
      <h1>{say(texts.title)}</h1>
      <Stack gap="md">
        <TextInput
          label={say(texts.login)}
          name="login"
          autoComplete="username"
          size="md"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={say(texts.password)}
          name="password"
          autoComplete="current-password"
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error ? (
          <Alert color="brick" role="alert">
            {say(refusal(signIn.error))}
          </Alert>
        ) : null}
        <Button type="submit" size="md" loading={signIn.isPending} disabled={login === '' || password === ''}>
          {say(texts.enter)}
        </Button>
      </Stack>
    </form>
  );
}

function refusal(error: Error): Text {
  if (error instanceof Fault && error.code === 'ACCESS_DENIED') return texts.refused;
  return faultTitle(error instanceof Fault ? error.code : 'INTERNAL_DEFECT');
}
