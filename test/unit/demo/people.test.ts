import t from 'tap';
import { personSvg } from '../../../src/demo/people/draw-person.ts';
import { drawnExpressions, mimics, mixMimics, plainLook } from '../../../src/demo/people/look.ts';
import { filmLooks, type Movement } from '../../../src/demo/people/person-film.ts';
import { demoPersonas, personaNames, personasOf } from '../../../src/demo/people/persona.ts';
import { simulatedPeople } from '../../../src/demo/people/simulated-people.ts';
import { variedLook } from '../../../src/demo/people/varied-look.ts';

t.test('the same seed draws the same people, another one others, and nobody is there twice', async (t) => {
  const drawn = (seed: number) => personasOf(seed, 40).map((persona) => personSvg(persona, plainLook));
  const first = drawn(1);
  t.same(drawn(1), first);
  t.equal(new Set([...first, ...drawn(2)]).size, 80);
});

t.test('every look draws a whole picture without a number that is none', async (t) => {
  for (const [i, persona] of [...demoPersonas, ...personasOf(3, 60)].entries()) {
    const svg = personSvg(persona, variedLook(i));
    t.ok(
      svg.startsWith('<svg') && svg.endsWith('</svg>') && !/NaN|undefined|Infinity/.test(svg),
      persona.name,
    );
  }
});

t.test('each expression, turn and lid changes the picture', async (t) => {
  const persona = demoPersonas[0];
  if (!persona) throw new Error('nobody');
  const looks = [
    ...drawnExpressions.map((expression) => ({ ...plainLook, mimic: mimics[expression] })),
    ...[{ yaw: 10 }, { pitch: 8 }, { roll: 5 }, { lids: 0 }, { light: 0.5 }, { size: 1.2 }].map((change) => ({
      ...plainLook,
      ...change,
    })),
    { ...plainLook, glasses: 'round' as const },
  ];
  t.equal(new Set(looks.map((look) => personSvg(persona, look))).size, looks.length);
  t.same(mixMimics(mimics.neutral, mimics.happy, 1), mimics.happy);
  t.equal(mixMimics(mimics.neutral, mimics.happy, 0.5).corners, 0.5);
});

t.test('a film shows the expression from its moment on, and blinks', async (t) => {
  const film = filmLooks({ reactsAtMs: 1_000, expression: 'happy', lengthMs: 6_000, frameEveryMs: 100 });
  t.equal(film.length, 60);
  t.same(film[9]?.look.mimic, mimics.neutral);
  t.same(film[20]?.look.mimic, mimics.happy);
  t.ok(film.some(({ look }) => look.lids === 0) && film.some(({ look }) => look.lids === 1));
});

t.test('a person moves as asked, and back', async (t) => {
  const plan = { reactsAtMs: 0, expression: 'neutral', lengthMs: 5_600, frameEveryMs: 100 } as const;
  const looks = (movement: Movement) => filmLooks({ ...plan, movement }).map(({ look }) => look);
  const [left, right] = [looks('turnsLeft'), looks('turnsRight')];
  t.ok(Math.max(...left.map(({ yaw }) => yaw)) > 30, 'the own left is the right of the picture');
  t.ok(Math.min(...right.map(({ yaw }) => yaw)) < -30);
  t.ok(left.some(({ yaw }) => Math.abs(yaw) < 3));
  t.ok(looks('closesEyes').filter(({ lids }) => lids === 0).length > 10);
  const nods = looks('nods').map(({ pitch }) => pitch);
  t.ok(Math.max(...nods) - Math.min(...nods) > 20);
  t.ok(Math.max(...looks('shakesHead').map(({ yaw }) => yaw)) > 10);
});

t.test('the people of the demonstration go round without a jump', async (t) => {
  t.same(
    simulatedPeople.map(({ name }) => name),
    personaNames,
  );
  const film = simulatedPeople[0]?.film('happy');
  if (!film) throw new Error('nobody');
  const looks = filmLooks({
    reactsAtMs: 3_000,
    expression: 'happy',
    lengthMs: 14_800 + 200,
    frameEveryMs: 200,
  });
  t.ok(film.roundFrom < film.pictures);
  const [after, round] = [looks[film.pictures]?.look, looks[film.roundFrom]?.look];
  t.ok(Math.abs((after?.yaw ?? 9) - (round?.yaw ?? 0)) < 1e-6 && after?.lids === round?.lids);
});
