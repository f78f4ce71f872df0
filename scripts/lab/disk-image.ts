/** Makes an ext4 disk of a folder without mounting anything. */
import { runProgram } from './run-program.ts';

const blockBytes = 1024 * 1024;
/** What the file system itself takes, for every byte of files. */
const overhead = 1.1;

/**
 * Writes the files of `folder` into the disk image `file`, which has about `freeBytes` left. A disk that
 * nobody changes needs no journal of the file system.
 */
export async function makeDiskImage(
  folder: string,
  file: string,
  freeBytes: number,
  options: readonly string[] = ['^has_journal'],
): Promise<void> {
  const said = await runProgram('du', ['-s', '--block-size=1', folder]);
  const blocks = Math.ceil((Number.parseInt(said, 10) * overhead + freeBytes) / blockBytes);
  await runProgram('truncate', ['-s', `${blocks}M`, file]);
  const features = ['-O', options.join(','), '-E', 'lazy_itable_init=1,root_owner=0:0', '-m', '0'];
  await runProgram('/sbin/mke2fs', ['-q', '-t', 'ext4', ...features, '-d', folder, file]);
}
