/**
 * The Linux system calls that Node has no function for, through koffi, which is loaded with the first of
 * them. Numbers and layouts are those of 64-bit Linux, the same on x86-64 and ARM64. A call that fails
 * throws a plain error with Node's own codes (`ENODEV`), as a failed `fs` call does.
 */
import { getSystemErrorName } from 'node:util';

/** What poll(2) can wait for and tell; a closed or vanished device tells `gone` unasked. */
export interface Readiness {
  readonly readable: boolean;
  readonly gone: boolean;
}

export interface SystemCalls {
  /** ioctl(2) with a structure that the kernel reads and writes, or with a number. */
  ioctl(file: number, request: number, argument: Uint8Array | number): number;
  /** Waits until one of `files` is ready, at most `withinMs`; blocks the thread that it is called in. */
  poll(files: readonly number[], withinMs: number): Readiness[];
  /** read(2) of a non-blocking file: the bytes read, 0 at its end, undefined while there is nothing. */
  readNow(file: number, into: Uint8Array): number | undefined;
  /** A non-blocking eventfd(2): a file that is readable once 8 bytes of a count were written to it. */
  eventFile(): number;
}

const [pollIn, pollErr, pollHup, pollInvalid] = [0x01, 0x08, 0x10, 0x20];
const pollEntryBytes = 8;
const [nonBlocking, closeOnExec] = [0o4000, 0o2000000];
const tryAgain = 11;
const interrupted = 4;

let loading: Promise<SystemCalls> | undefined;

/** The calls of this thread's C library; the same object every time. */
export function systemCalls(): Promise<SystemCalls> {
  loading ??= load();
  return loading;
}

async function load(): Promise<SystemCalls> {
  const { default: koffi } = await import('koffi');
  const libc = koffi.load('libc.so.6');
  const ioctlData = libc.func('int ioctl(int file, unsigned long request, _Inout_ void *data)');
  const ioctlNumber = libc.func('int ioctl(int file, unsigned long request, long number)');
  const poll = libc.func('int poll(_Inout_ void *entries, unsigned long count, int withinMs)');
  const read = libc.func('long read(int file, _Out_ void *into, unsigned long length)');
  const eventfd = libc.func('int eventfd(unsigned int initial, int flags)');
  const failed = (call: string): Error => {
    const code = getSystemErrorName(-koffi.errno());
    return Object.assign(new Error(`${call}: ${code}`), { code, syscall: call });
  };
  return {
    ioctl: (file, request, argument) => {
      const result: number =
        typeof argument === 'number'
          ? ioctlNumber(file, request, argument)
          : ioctlData(file, request, argument);
      if (result < 0) throw failed('ioctl');
      return result;
    },
    poll: (files, withinMs) => {
      const entries = pollEntries(files);
      const result: number = poll(entries, files.length, withinMs);
      if (result < 0 && koffi.errno() !== interrupted) throw failed('poll');
      return files.map((_, i) => readinessOf(result < 0 ? 0 : entries.readUInt16LE(i * pollEntryBytes + 6)));
    },
    readNow: (file, into) => {
      const result = Number(read(file, into, into.byteLength));
      if (result >= 0) return result;
      if (koffi.errno() === tryAgain || koffi.errno() === interrupted) return undefined;
      throw failed('read');
    },
    eventFile: () => {
      const file: number = eventfd(0, nonBlocking | closeOnExec);
      if (file < 0) throw failed('eventfd');
      return file;
    },
  };
}

/** `struct pollfd[]`: file, what is asked for, what is told. */
function pollEntries(files: readonly number[]): Buffer {
  const entries = Buffer.alloc(files.length * pollEntryBytes);
  for (const [i, file] of files.entries()) {
    entries.writeInt32LE(file, i * pollEntryBytes);
    entries.writeUInt16LE(pollIn, i * pollEntryBytes + 4);
  }
  return entries;
}

function readinessOf(told: number): Readiness {
  return { readable: (told & pollIn) !== 0, gone: (told & (pollErr | pollHup | pollInvalid)) !== 0 };
}
