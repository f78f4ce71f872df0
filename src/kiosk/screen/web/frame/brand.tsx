/** Whose machine this is, whether it is online, and what it cannot do at the moment. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen, useView } from '../screen-context.ts';

/** Pages on which a limit still matters to what the shopper decides. */
const pagesWithLimits: readonly string[] = ['welcome', 'list', 'tenderChoice'];

export function Brand() {
  const { say } = useScreen();
  const view = useView();
  return (
    <header className="brand">
      <span className="brand-mark" aria-hidden="true">
        <Icon name="basket" />
      </span>
      <span className="brand-names">
        <strong>{say(view.merchantName)}</strong>
        <span>{say(view.machineName)}</span>
      </span>
    </header>
  );
}

/** What does not work now, in the shopper's words. */
export function Limits() {
  const { say } = useScreen();
  const view = useView();
  if (view.limits.length === 0 || !pagesWithLimits.includes(view.page.page)) return null;
  const said = [...new Set(view.limits.map((code) => say(faultCatalogue[code].shopper)))];
  return (
    <ul className="limits">
      {said.map((text) => (
        <li key={text}>
          <Icon name="info" />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
