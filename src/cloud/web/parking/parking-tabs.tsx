/** The pages about parking, one beside the other. */
import { Link, useRoute } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { useSession } from '../session/session.tsx';
import { parkingTexts as texts } from './parking-words.ts';

export function ParkingTabs() {
  const { say } = useLanguage();
  const { may } = useSession();
  return (
    <nav className="tabs" aria-label={say(texts.title)}>
      <Tab to="/parking" name={texts.sites} />
      <Tab to="/parking/tariffs" name={texts.tariffs} />
      <Tab to="/parking/stays" name={texts.stays} />
      {may('readBooks') ? <Tab to="/parking/payments" name={texts.payments} /> : null}
    </nav>
  );
}

function Tab({ to, name }: { to: string; name: Text }) {
  const { say } = useLanguage();
  const [here] = useRoute(to);
  return (
    <Link href={to} className={here ? 'tab here' : 'tab'} aria-current={here ? 'page' : undefined}>
      {say(name)}
    </Link>
  );
}
