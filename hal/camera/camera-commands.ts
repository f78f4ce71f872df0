/** How the camera programs are asked for MJPEG on their standard output: rpicam-vid and ffmpeg over V4L2. */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** Raspberry Pi's camera stack; `--flush` hands each picture on at once, `--timeout 0` runs until it is ended. */
export function rpicamArguments({ width, height, framesPerSecond }: PictureSize, camera: number): string[] {
  return [
    ...['--codec', 'mjpeg', '--timeout', '0', '--nopreview', '--flush', '--camera', `${camera}`],
    ...['--width', `${width}`, '--height', `${height}`, '--framerate', `${framesPerSecond}`, '-o', '-'],
  ];
}

/**
 * Two ways through ffmpeg: the camera's own JPEGs handed on as they are, or raw pictures encoded here where
 * the camera has none. Neither holds pictures back.
 */
export function v4l2Arguments(devicePath: string, size: PictureSize): string[][] {
  const quiet = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-fflags', 'nobuffer'];
  const asked = [
    ...['-video_size', `${size.width}x${size.height}`, '-framerate', `${size.framesPerSecond}`],
    ...['-i', devicePath],
  ];
  const out = ['-flush_packets', '1', '-f', 'mjpeg', 'pipe:1'];
  const raw = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-fflags', 'nobuffer', '-f', 'v4l2'];
  return [
    [...quiet, '-f', 'v4l2', '-input_format', 'mjpeg', ...asked, '-c:v', 'copy', ...out],
    [...raw, ...asked, '-c:v', 'mjpeg', '-q:v', '4', '-threads', '1', ...out],
  ];
}

/** What cameras there are, asked without turning one on. */
export const listings = {
  rpicam: (camera: number) => ({ args: ['--list-cameras'], present: new RegExp(`^\\s*${camera}\\s*:`, 'm') }),
  v4l2: (devicePath: string) => ({
    args: ['-hide_banner', '-nostdin', '-f', 'v4l2', '-list_formats', 'all', '-i', devicePath],
    present: /\b(Raw|Compressed)\s*:/,
  }),
} as const;
