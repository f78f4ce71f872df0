import t from 'tap';
import { nearestTemplate, templateDistance } from '../../../../models/people/face-template.ts';
import { templateLength } from '../../../../models/people/recognizer.ts';
import { seededRandom } from '../../../../src/platform/random.ts';

const random = seededRandom(4);
const template = () => Float32Array.from({ length: templateLength }, () => random.fraction() - 0.5);

t.test('the distance is Euclidean, and none to oneself', async (t) => {
  const a = new Float32Array(templateLength);
  const b = new Float32Array(templateLength);
  b[3] = 3;
  b[100] = 4;
  t.equal(templateDistance(a, b), 5);
  t.equal(templateDistance(b, b), 0);
});

t.test('the nearest of a gallery is the one that looking at each finds', async (t) => {
  const gallery = Array.from({ length: 200 }, template);
  const flat = new Float32Array(gallery.flatMap((one) => [...one]));
  for (let probeNumber = 0; probeNumber < 20; probeNumber += 1) {
    const probe = template();
    const distances = gallery.map((one) => templateDistance(probe, one));
    const least = Math.min(...distances);
    const nearest = nearestTemplate(probe, flat);
    t.equal(nearest?.index, distances.indexOf(least));
    t.ok(Math.abs((nearest?.distance ?? 0) - least) < 1e-9);
  }
  t.equal(nearestTemplate(template(), new Float32Array()), undefined);
});
