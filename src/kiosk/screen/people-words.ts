/** What the voice guide says on the pages about faces and consents. */
import { consentTexts } from '../../domain/consent-texts.ts';
import { challengeTexts, peopleTexts, problemTexts } from '../../look/people-texts.ts';
import type { Words } from './guidance.ts';
import type { PeoplePage } from './people-view.ts';

export function peopleSaid(page: PeoplePage, { say }: Pick<Words, 'say'>): string[] {
  switch (page.page) {
    case 'faceDesk':
      return [say(peopleTexts.deskTitle), say(peopleTexts.deskNote)];
    case 'faceAge':
      return [say(peopleTexts.ageTitle), say(peopleTexts.ageNote)];
    case 'consent': {
      const text = consentTexts[page.purpose].find(({ version }) => version === page.version);
      return text ? [say(text.title), say(text.what), say(text.howLong), say(text.otherwise)] : [];
    }
    case 'faceLook':
      if (page.challenge) return [say(challengeTexts[page.challenge])];
      return [say(page.problem ? problemTexts[page.problem] : lookTitle(page))];
    case 'faceKept':
      return page.tag === undefined
        ? [say(peopleTexts.forgottenTitle)]
        : [say(peopleTexts.keptTitle), say(peopleTexts.keptNote), [...page.tag].join(' ')];
  }
}

function lookTitle({ verifies }: Extract<PeoplePage, { page: 'faceLook' }>) {
  return verifies ? peopleTexts.verifyTitle : peopleTexts.lookingTitle;
}
