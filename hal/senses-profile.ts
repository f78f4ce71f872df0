/** How cameras, fingerprint readers and speakers stand in the machine profile. */
import { z } from 'zod';
import { address, baudRate, deviceId, heartbeatMs, ms } from './profile-fields.ts';

const program = (name: string) =>
  z
    .string()
    .regex(/^([a-z][\w.-]{0,40}|\/[\w./-]{1,200})$/, 'must be the name of a program or its path')
    .default(name)
    .describe('The program that is run: a name in the system folders, or a path.');

const size = {
  width: z.int().min(64).max(4_096).default(1_280).describe('Width of the pictures in points.'),
  height: z.int().min(48).max(3_072).default(720).describe('Height of the pictures in points.'),
  framesPerSecond: z.int().min(1).max(60).default(15).describe('Pictures in a second.'),
};

const stream = {
  id: deviceId('camera'),
  warmUpFrames: z
    .int()
    .min(0)
    .max(60)
    .default(5)
    .describe('Pictures passed over after turning on, while the exposure settles.'),
  captureWithinMs: ms(500, 60_000, 8_000, 'How long one picture may take, turning on included.'),
  stallAfterMs: ms(200, 60_000, 5_000, 'The silence after which a camera counts as stalled.'),
  probeEveryMs: ms(100, 60_000, 5_000, 'How often a camera that is off is looked for.'),
};

export const cameraProfiles = [
  z.strictObject({
    id: deviceId('camera'),
    driver: z.literal('file'),
    path: z
      .string()
      .min(1)
      .max(400)
      .describe('A JPEG file, or a folder whose JPEG files are shown in the order of their names.'),
    probeEveryMs: stream.probeEveryMs,
  }),
  z.strictObject({
    ...{ ...stream, ...size },
    driver: z.literal('rpicam'),
    camera: z
      .int()
      .min(0)
      .max(3)
      .default(0)
      .describe('Which camera, as `rpicam-hello --list-cameras` counts.'),
    program: program('rpicam-vid'),
  }),
  z.strictObject({
    ...{ ...stream, ...size },
    driver: z.literal('v4l2'),
    device: z
      .string()
      .regex(/^\/[\w./-]{1,200}$/, 'must be the path of a device')
      .default('/dev/kiosk/camera')
      .describe('The video device.'),
    program: program('ffmpeg'),
  }),
  z.strictObject({
    ...stream,
    driver: z.literal('http'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(400)
      .describe('An MJPEG stream or a single JPEG; user and password may stand in front of the host.'),
    warmUpFrames: stream.warmUpFrames.default(0),
    pictureEveryMs: ms(20, 60_000, 200, 'The wait between two pictures of a single JPEG.'),
  }),
] as const;

export const fingerprintProfile = z.strictObject({
  id: deviceId('fingerprint'),
  driver: z.literal('r503'),
  address,
  baudRate: baudRate(57_600),
  password: z.int().min(0).max(0xffff_ffff).default(0).describe("The sensor's password; 0 as delivered."),
  touches: z
    .int()
    .min(2)
    .max(6)
    .default(4)
    .describe('Touches of one enrolment; AS608 and R30x have room for 2, R503 for 6.'),
  light: z.boolean().default(true).describe('Whether the sensor has a ring of light.'),
  answerWithinMs: ms(100, 10_000, 2_000, 'How long the sensor may take to answer.'),
  heartbeatMs,
  pollEveryMs: ms(20, 1_000, 100, 'How often the sensor looks while a finger is waited for.'),
});

export const speakerProfile = z.strictObject({
  id: deviceId('speaker'),
  driver: z.literal('alsa'),
  device: z
    .string()
    .regex(/^[\w][\w:,.=-]{0,99}$/, 'must be the name of an ALSA device')
    .default('default')
    .describe('The ALSA device, as `aplay -L` lists them: default, plughw:1,0, …'),
  speech: z.boolean().default(false).describe('Whether the machine speaks its guidance; needs espeak-ng.'),
  language: z.enum(['zh', 'en']).default('zh').describe('The language the machine speaks by itself.'),
  wordsPerMinute: z.int().min(80).max(300).default(160).describe('How fast it speaks.'),
  soundWithinMs: ms(500, 10_000, 3_000, 'How long one sound may take.'),
  speechWithinMs: ms(1_000, 120_000, 30_000, 'How long one text may take.'),
  probeEveryMs: ms(100, 60_000, 5_000, 'How often a speaker that is away is looked for.'),
  player: program('aplay'),
  voice: program('espeak-ng'),
});
