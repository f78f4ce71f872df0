/** A way to pay with a choice in it: whose code the machine shall show. */
import { Icon } from '../../../../look/icon.tsx';
import { platformName } from '../../../../look/shared-texts.ts';
import { shownCodeTexts } from '../../../../look/shown-code-texts.ts';
import { useScreen } from '../screen-context.ts';

export function ShownTender({ platforms }: { readonly platforms: readonly string[] }) {
  const { say, send } = useScreen();
  return (
    <section className="tender tender-shown" aria-label={say(shownCodeTexts.tender)}>
      <span className="tender-icon">
        <Icon name="qr" />
      </span>
      <span className="tender-words">
        <strong>{say(shownCodeTexts.tender)}</strong>
        <span>{say(shownCodeTexts.tenderNote)}</span>
      </span>
      <span className="tender-platforms">
        {platforms.map((platform) => (
          <button
            type="button"
            className="button"
            key={platform}
            onClick={() => send({ tap: 'askForCode', platform })}
            aria-label={say(shownCodeTexts.with, { platform: say(platformName(platform)) })}
          >
            {say(platformName(platform))}
          </button>
        ))}
      </span>
    </section>
  );
}
