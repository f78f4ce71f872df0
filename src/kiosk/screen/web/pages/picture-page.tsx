/** Pictures of the goods: what the camera sees, what of it is on the list, and what has to be shown again. */
import { pictureTexts } from '../../../../look/picture-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { MarkedPicture, MarkList } from '../pictures/marked-picture.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function PicturePage({ page }: { readonly page: Extract<ViewPage, { page: 'takePicture' }> }) {
  const { say, send } = useScreen();
  const { lines } = useView();
  const { stage, source, added, marks } = page;
  const isAsking = stage === 'asking';
  const title = isAsking ? 'askingTitle' : marks.length > 0 ? 'readingTitle' : 'lookingTitle';
  const asked = source === 'camera' ? 'askingNoteCamera' : 'askingNoteUpload';
  return (
    <Page
      layout="open"
      title={say(pictureTexts[title])}
      note={say(pictureTexts[isAsking ? asked : 'lookingNote'])}
      actions={
        <>
          {lines.length === 0 && (
            <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
              {say(pictureTexts.enough)}
            </Button>
          )}
          {lines.length > 0 && (
            <Button kind="primary" icon="check" wayBack onPress={() => send({ tap: 'goOn' })}>
              {say(pictureTexts.toList)}
            </Button>
          )}
        </>
      }
    >
      <MarkedPicture page={page} />
      <p className="picture-count" role="status">
        {say(added > 0 ? pictureTexts.added : pictureTexts.addedNone, { count: added })}
      </p>
      <MarkList page={page} />
    </Page>
  );
}
