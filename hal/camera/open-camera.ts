/** A camera's entry in the machine profile becomes its driver. */
import type { z } from 'zod';
import type { DriverContext } from '../device.ts';
import type { cameraProfiles } from '../senses-profile.ts';
import type { Camera } from './camera.ts';
import { listings, rpicamArguments, v4l2Arguments } from './camera-commands.ts';
import { FileCamera } from './file-camera.ts';
import type { FrameSource } from './frame-source.ts';
import { HttpSource } from './http-source.ts';
import { PipeSource } from './pipe-source.ts';
import { StreamCamera } from './stream-camera.ts';

export type CameraProfile = z.infer<(typeof cameraProfiles)[number]>;

export function openCamera(profile: CameraProfile, context: DriverContext): Camera {
  if (profile.driver === 'file') return new FileCamera(profile.id, profile, context);
  return new StreamCamera(profile.id, sourceOf(profile, context), profile, context);
}

function sourceOf(
  profile: Exclude<CameraProfile, { driver: 'file' }>,
  { clock }: DriverContext,
): FrameSource {
  if (profile.driver === 'http') return new HttpSource(profile, clock);
  const { program } = profile;
  if (profile.driver === 'rpicam') {
    const name = `${program}, camera ${profile.camera}`;
    const ways = [rpicamArguments(profile, profile.camera)];
    return new PipeSource({ name, program, ways, listing: listings.rpicam(profile.camera) }, clock);
  }
  const { device } = profile;
  const ways = v4l2Arguments(device, profile);
  const name = `${program}, ${device}`;
  return new PipeSource({ name, program, ways, devicePath: device, listing: listings.v4l2(device) }, clock);
}
