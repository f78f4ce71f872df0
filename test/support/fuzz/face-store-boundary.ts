/** The file of enrolled faces: read whole or refused whole, and never written over when it was not understood. */

import { sealFace } from '../../../src/kiosk/people/template-box.ts';
import { TemplateStore } from '../../../src/kiosk/people/template-store.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { templateOf } from '../seen-people.ts';
import { type Boundary, jsonOf, owed, textOf } from './boundary.ts';

const key = Buffer.alloc(32, 9);
const random = seededRandom(3);
const people = ['psn_1', 'psn_2'].map((personId, i) => {
  const owner = { personId, consentId: `cns_${i}`, enrolledAtMs: 1_000 + i };
  const box = sealFace(key, owner, { tag: 'K7Q2M9XD', template: templateOf(i + 1) }, random);
  return { ...owner, textVersion: 1, usedAtMs: 2_000, box };
});

export const faceStoreBoundary: Boundary = {
  name: 'face-store',
  json: true,
  samples: [jsonOf({ version: 1, people })],
  bytesMax: 8_192,
  open: () => ({
    take: async (input) => {
      const before = textOf(input);
      let text: string | undefined = before;
      const file = {
        load: async () => text,
        save: async (next: string) => {
          text = next;
        },
      };
      const store = new TemplateStore(file, { load: async () => key, loadOrMake: async () => key }, random);
      try {
        const gallery = await store.gallery();
        owed(gallery.templates.every(Number.isFinite), 'a template has holes');
        return 'accepted';
      } catch (error) {
        const { code } = error as { code?: string };
        owed(code === 'FACE_STORE_UNREADABLE', `refused with ${code}`);
        await store.remove('psn_1').catch(() => undefined);
        const isWhole = store.fault === undefined;
        owed(isWhole || text === before, 'what was not understood was written over');
        return 'FACE_STORE_UNREADABLE';
      }
    },
  }),
};
