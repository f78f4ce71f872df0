/**
 * The configuration of the demo's machine: every device it can have, each at its simulator's port, and the
 * broker behind the network proxy.
 */
import type { Kept } from '../technician/demo-file.ts';
import { brokerPassword, machineUserName } from '../wire/credentials.ts';
import { coffeeDrinks } from './catalogue/coffee.ts';
import { cabinetDoor, shelfSlots } from './catalogue/selections.ts';
import type { Ports } from './demo-ports.ts';

/** One jiao five: what the simulated coin acceptor and hopper count in. */
export const coinMinor = 50;

/** The output of the simulated board that lights beside the camera. */
const cameraLamp = 'lamp.camera';

/** The text of the configuration file; it holds the machine's secrets. */
export function machineConfig(ports: Ports, kept: Kept, speed = 1, cameraFile?: string): string {
  const { merchantId, kioskId, technicianToken, mqttSecret } = kept;
  const mqttUser = machineUserName(merchantId, kioskId);
  const config = {
    merchantId,
    machineId: kioskId,
    mqttUrl: `mqtt://127.0.0.1:${ports.network}`,
    mqttUser,
    mqttPassword: brokerPassword(mqttSecret, mqttUser),
    screenPort: ports.kiosk,
    technicianToken,
    drawnFaces: true,
    profile: {
      ...machineProfile(ports, speed),
      ...(cameraFile === undefined ? {} : { camera: { driver: 'file', path: cameraFile }, cameraLamp }),
    },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** The waits of the drivers' own are hurried; what the board times is already as fast as the simulators. */
function machineProfile(ports: Ports, speed: number) {
  const at = (port: number) => `tcp://127.0.0.1:${port}`;
  return {
    version: 1,
    // A simulator shares its processor with everything else, so it may stop short amid a code.
    scanners: [{ driver: 'serial', address: at(ports.scanner), frameGapMs: 1000 }],
    printer: { driver: 'escpos', address: at(ports.printer), columns: 48 },
    gpio: { driver: 'kio', address: at(ports.board) },
    dispensers: [
      {
        driver: 'shelf',
        slots: [...shelfSlots],
        dropWithinMs: Math.max(2000, Math.round(4000 / speed)),
      },
      { driver: 'door', doors: [cabinetDoor] },
      { driver: 'kcm', address: at(ports.coffee), recipes: coffeeDrinks.map((drink) => drink.productId) },
      {
        driver: 'mdb',
        address: at(ports.vending),
        vendWithinMs: Math.max(5000, Math.round(60_000 / speed)),
      },
    ],
    fingerprint: { driver: 'r503', address: at(ports.fingerprint) },
    cash: { driver: 'pulse', coinMinor, payoutCoinMinor: coinMinor },
  };
}
