/** The film that faces are read from in benchmarks: one drawn person who moves, 640 × 480 points. */
import { personJpeg } from '../../src/demo/people/draw-person.ts';
import { filmLooks } from '../../src/demo/people/person-film.ts';
import { personaOf } from '../../src/demo/people/persona.ts';

export async function filmOfBench(): Promise<Uint8Array[]> {
  const persona = personaOf(7, 'bench');
  const looks = filmLooks({ reactsAtMs: 600, expression: 'happy', lengthMs: 1_200, frameEveryMs: 120 });
  return Promise.all(looks.map(({ look }) => personJpeg(persona, look)));
}
