/** What the camera is for: codes in pictures, and people who agreed. */
import { createHmac } from 'node:crypto';
import { openPeople, type People } from '../people/open-people.ts';
import { PictureFlow } from '../pictures/picture-flow.ts';
import type { CorePart } from './core-part.ts';

export function openSeeingParts({ ports, turns, hal, machineSeed, models, shop, common }: CorePart) {
  const pictures: PictureFlow = new PictureFlow({
    ...common,
    camera: hal.camera,
    reader: ports.codeReader,
    read: (reading) => turns.give({ type: 'pictureRead', ...reading }),
    failed: (code) => turns.give({ type: 'pictureFailed', code }),
    changed: turns.viewChanged,
  });
  const people: People = openPeople({
    ...common,
    camera: hal.camera,
    gpio: hal.gpio,
    lampLine: hal.cameraLamp,
    parts: ports.faces ?? {},
    book: models.consents,
    cardTag: (code) => createHmac('sha256', machineSeed).update(`face ${code}`).digest('base64url'),
    site: () => shop()?.bundle,
    give: turns.give,
    changed: turns.viewChanged,
  });
  return { pictures, people };
}
