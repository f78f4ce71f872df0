/**
 * `kioskctl sim camera`: puts somebody who moves, `persona:NAME[:EXPRESSION]`, in front of the demo's camera, or
 * any picture as `kioskctl sim picture` does.
 */
import { Fault } from '../domain/fault.ts';
import { type Desk, show } from './desk.ts';
import { httpJson } from './http-json.ts';
import { demoOf } from './machine-target.ts';
import { pictureCommand } from './sim-picture-command.ts';

const prefix = 'persona:';

export async function cameraCommand(desk: Desk, what: string): Promise<void> {
  if (!what.startsWith(prefix)) return pictureCommand(desk, what, false);
  const [person = '', look = 'neutral', ...more] = what.slice(prefix.length).split(':');
  if (person === '' || more.length > 0)
    throw new Fault('CONFIG_INVALID', `read ${what}: it must be persona:NAME or persona:NAME:EXPRESSION`);
  const { running } = demoOf(await desk.target());
  await httpJson({ url: `${running.simulators}/table`, method: 'POST', body: { person, look } });
  show(
    desk,
    { camera: { person, look } },
    () => `${person} stands in front of the camera, ${look} in three seconds.`,
  );
}
