/** For the platform's own people: whose machines and orders to look at. */
import { Button, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LanguageSwitch } from '../frame/language-switch.tsx';
import { Wordmark } from '../frame/wordmark.tsx';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { callRest } from '../rest/rest-client.ts';
import type { ShownMerchant } from './session.tsx';

const texts = {
  title: { zh: '选择商户', en: 'Choose a merchant' },
  none: { zh: '平台上还没有商户', en: 'The platform has no merchants yet' },
  signOut: { zh: '退出登录', en: 'Sign out' },
};

interface MerchantChoiceProps {
  readonly choose: (merchant: ShownMerchant) => void;
  readonly signOut: () => void;
}

export function MerchantChoice({ choose, signOut }: MerchantChoiceProps) {
  const { say } = useLanguage();
  return (
    <div className="door">
      <div className="door-side" aria-hidden="true">
        <Wordmark />
      </div>
      <main className="door-main">
        <div className="door-language">
          <LanguageSwitch />
        </div>
        <div className="door-form">
          <h1>{say(texts.title)}</h1>
          <Merchants choose={choose} />
          <Button variant="subtle" onClick={signOut}>
            {say(texts.signOut)}
          </Button>
        </div>
      </main>
    </div>
  );
}

function Merchants({ choose }: { choose: (merchant: ShownMerchant) => void }) {
  const { say } = useLanguage();
  const merchants = useQuery({
    queryKey: ['listMerchants'],
    queryFn: () => callRest('listMerchants', { query: { limit: 200 } }),
  });
  if (merchants.isPending) return <PageLoading />;
  if (merchants.isError) return <Failure error={merchants.error} again={() => void merchants.refetch()} />;
  if (merchants.data.items.length === 0) return <Empty title={texts.none} />;
  return (
    <ul className="choices">
      {merchants.data.items.map((merchant) => (
        <li key={merchant.id}>
          <UnstyledButton className="choice" onClick={() => choose(merchant)}>
            <strong>{say(merchant.name)}</strong>
            <span className="quiet">{merchant.id}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
