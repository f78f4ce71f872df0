/**
 * `kioskctl`, the technician's command line: asks a machine how it is, and in a demo plays shopper, network
 * and power. Results on standard output, everything else on standard error; see `exit-code.ts`.
 */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { faultChain, faultCodeOf } from './domain/fault.ts';
import { faultCatalogue } from './domain/fault-catalogue.ts';
import { SystemClock } from './platform/clock.ts';
import type { Desk } from './technician/desk.ts';
import { devicesCommand } from './technician/devices-command.ts';
import { doctorCommand } from './technician/doctor-command.ts';
import { exitCodeHelp, exitCodeOf, exitCodes } from './technician/exit-code.ts';
import { journalTailCommand } from './technician/journal-command.ts';
import { findMachine, type TargetOptions } from './technician/machine-target.ts';
import { ordersCommand } from './technician/orders-command.ts';
import { privacyReportCommand } from './technician/privacy-command.ts';
import { receiptLastCommand } from './technician/receipt-command.ts';
import { cameraCommand } from './technician/sim-camera-command.ts';
import { chooseCommand, codesCommand, scanCommand } from './technician/sim-goods-commands.ts';
import { keypadCommand } from './technician/sim-keypad-command.ts';
import {
  cashCommand,
  codeCommand,
  type PayOutcome,
  type PayPlatform,
  payCommand,
  payOutcomes,
  payPlatforms,
} from './technician/sim-pay-commands.ts';
import { pictureCommand } from './technician/sim-picture-command.ts';
import {
  dispenserCommand,
  dispenserStates,
  networkCommand,
  networkManners,
  powerCutCommand,
  printerCommand,
  printerStates,
} from './technician/sim-trouble-commands.ts';
import { statusCommand } from './technician/status-command.ts';

const program = new Command('kioskctl')
  .description('The technician’s command line of kioskd.')
  .option('--data <dir>', 'data folder of a demo', process.env.KIOSKD_DATA ?? '.data')
  .option('--config <file>', 'configuration of a machine, instead of a demo')
  .option('--json', 'print JSON')
  .addHelpText('after', `\n${exitCodeHelp}`)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

/** The desk of this call; `--json`, `--data` and `--config` may stand before or after the command. */
function deskOf(command: Command): Desk {
  const options = command.optsWithGlobals<TargetOptions & { json?: boolean }>();
  let target: ReturnType<Desk['target']> | undefined;
  return {
    target: () => {
      target ??= findMachine(options);
      return target;
    },
    json: options.json ?? false,
    clock: new SystemClock(),
    write: (text) => process.stdout.write(text),
    note: (text) => process.stderr.write(`${text}\n`),
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    exit: (code) => {
      process.exitCode = code;
    },
  };
}

/** Every option that a command of this program has. */
interface CommandOptions {
  readonly limit: number;
  readonly lines: number;
  readonly follow?: boolean;
  readonly png?: string;
  readonly symbology?: string;
  readonly option: readonly string[];
  readonly outcome: PayOutcome;
  readonly within: number;
  readonly manner: (typeof networkManners)[number];
  readonly delay: number;
  readonly coins?: boolean;
  readonly handIn?: boolean;
}
type Run = (desk: Desk, args: string[], options: CommandOptions) => Promise<void>;

/** A command whose action is given the desk first, then arguments and options. */
function add(parent: Command, name: string, about: string, run: Run, shape?: (c: Command) => Command): void {
  const command = parent.command(name).description(about);
  shape?.(command);
  command.action((...given: unknown[]) =>
    run(deskOf(command), given.slice(0, -2) as string[], command.opts<CommandOptions>()),
  );
}

function count(max: number) {
  return (text: string) => {
    if (/^\d{1,7}$/.test(text) && Number(text) <= max) return Number(text);
    throw new InvalidArgumentError(`must be a whole number up to ${max}`);
  };
}
function keypadKey(text: string): string {
  if (text === 'cancel' || /^\d{1,5}$/.test(text)) return text;
  throw new InvalidArgumentError('must be the number of a selection, or cancel');
}
const collect = (value: string, before: readonly string[]) => [...before, value];
const choice = (name: string, values: readonly string[]) => new Argument(`<${name}>`).choices(values);

add(program, 'status', 'The machine at one look.', (desk) => statusCommand(desk));
add(program, 'doctor', 'Examines every part: what is wrong and what to do.', (desk) => doctorCommand(desk));
add(program, 'devices', 'What is plugged in here, and its entry in the machine profile.', (desk) =>
  devicesCommand(desk),
);
add(
  program,
  'orders',
  'The newest orders.',
  (desk, _args, { limit }) => ordersCommand(desk, limit),
  (c) => c.option('--limit <n>', 'how many', count(500), 20),
);

const journal = program.command('journal').description('The machine’s record of everything.');
add(
  journal,
  'tail',
  'The newest records.',
  (desk, _args, { lines, follow }) => journalTailCommand(desk, { lines, follow: follow ?? false }),
  (c) =>
    c.option('-n, --lines <n>', 'how many', count(500), 20).option('-f, --follow', 'go on with new ones'),
);

const privacy = program.command('privacy').description('What is kept of people.');
add(privacy, 'report', 'What is kept of people, their consents, and how long the camera was on.', (desk) =>
  privacyReportCommand(desk),
);

const receipt = program.command('receipt').description('Receipts.');
add(
  receipt,
  'last',
  'The newest receipt.',
  (desk, _args, { png }) => receiptLastCommand(desk, png),
  (c) => c.option('--png <file>', 'write the picture of the printed paper'),
);

const sim = program
  .command('sim')
  .description('Play shopper, technician and bad luck in a demo.')
  .exitOverride();
add(sim, 'codes', 'The demo’s sample codes of today.', (desk) => codesCommand(desk));
add(
  sim,
  'scan',
  'Hold a code, or a sample by its name, to the scanner.',
  (desk, [code = ''], { symbology }) => scanCommand(desk, code, symbology),
  (c) => c.argument('<code>').option('--symbology <id>', 'AIM identifier such as ]C1'),
);
add(
  sim,
  'choose',
  'Touch a product on the screen.',
  (desk, [product = ''], { option }) => chooseCommand(desk, product, option),
  (c) => c.argument('<product>').option('--option <id=value>', 'a setting of a recipe', collect, []),
);
add(
  sim,
  'picture',
  'Put a picture, or `goods` or `nothing`, in front of the camera, or hand it in from a tablet.',
  (desk, [what = ''], { handIn }) => pictureCommand(desk, what, handIn ?? false),
  (c) =>
    c
      .argument('<what>', 'a JPEG or PNG file, goods, or nothing')
      .option('--hand-in', 'send the file to the machine as a tablet of the counter does'),
);
add(
  sim,
  'camera',
  'Put somebody, or any picture, in front of the camera.',
  (desk, [what = '']) => cameraCommand(desk, what),
  (c) => c.argument('<what>', 'persona:NAME[:EXPRESSION], a JPEG or PNG file, goods, or nothing'),
);
add(
  sim,
  'pay',
  'Pay by a phone’s payment code or the demo’s stored-value card, and follow the screen until the sale rests.',
  (desk, [platform], { outcome, within }) =>
    payCommand(desk, { platform: platform as PayPlatform, outcome, withinS: within }),
  (c) =>
    c
      .addArgument(choice('platform', payPlatforms))
      .addOption(new Option('--outcome <how>', 'how it ends').choices(payOutcomes).default('paid'))
      .option('--within <seconds>', 'give up after', count(3600), 180),
);
add(
  sim,
  'wallet',
  'Print a fresh payment code, to be typed on a cashier page.',
  (desk, [platform], { outcome }) => codeCommand(desk, { platform: platform as PayPlatform, outcome }),
  (c) =>
    c
      .addArgument(choice('platform', payPlatforms))
      .addOption(new Option('--outcome <how>', 'how it ends').choices(payOutcomes).default('paid')),
);
add(
  sim,
  'cash',
  'Pay with coins worth an amount such as 5 or 5.50.',
  (desk, [amount = ''], { within }) => cashCommand(desk, amount, within),
  (c) => c.argument('<amount>').option('--within <seconds>', 'give up after', count(3600), 180),
);
add(
  sim,
  'keypad',
  'Press a selection, or `cancel`, at the vending machine’s own keypad.',
  (desk, [key = ''], { coins }) => keypadCommand(desk, key, coins ?? false),
  (c) =>
    c
      .argument('<key>', 'number of the selection, or cancel', keypadKey)
      .option('--coins', 'with the coins for it in the machine’s own slot'),
);
add(
  sim,
  'printer',
  'Set the printer.',
  (desk, [state]) => printerCommand(desk, state as (typeof printerStates)[number]),
  (c) => c.addArgument(choice('state', printerStates)),
);
add(
  sim,
  'dispenser',
  'Set shelf, door and coffee machine.',
  (desk, [state]) => dispenserCommand(desk, state as (typeof dispenserStates)[number]),
  (c) => c.addArgument(choice('state', dispenserStates)),
);
add(
  sim,
  'network',
  'Take the network between machine and broker up or down.',
  (desk, [state], { manner, delay }) =>
    networkCommand(desk, state as 'up' | 'down', { manner, delayMs: delay }),
  (c) =>
    c
      .addArgument(choice('state', ['up', 'down']))
      .addOption(new Option('--manner <how>', 'how it is down').choices(networkManners).default('refuse'))
      .option('--delay <ms>', 'how late everything comes when it is up', count(60_000), 0),
);
add(sim, 'power-cut', 'Kill the machine’s process and start it again.', (desk) => powerCutCommand(desk));

/** What went wrong and what to do; with `--json` as the result. */
function tellError(error: unknown, json: boolean): void {
  const code = faultCodeOf(error);
  const message = faultChain(error);
  const advice = faultCatalogue[code].technician;
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, advice } })}\n`);
  else process.stderr.write(`${message}\n${advice}\n`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else {
    tellError(error, program.opts<{ json?: boolean }>().json ?? false);
    process.exitCode = exitCodeOf(error);
  }
}
