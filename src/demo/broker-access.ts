/**
 * Who may do what on the broker, by user name alone: a machine below its own topics, the cloud below the
 * product's root, nobody else anything. The embedded broker asks at every packet; for Mosquitto the same
 * rules are written down as an access list.
 */
import { Fault } from '../domain/fault.ts';
import {
  checkBrokerPassword,
  cloudUserName,
  machineOfUser,
  mayPublish,
  maySubscribe,
} from '../wire/credentials.ts';
import { downChannels, downTopic, type MachineAddress, upChannels, upTopic } from '../wire/topics.ts';

const root = 'kiosk/v1/';

/** A user whose password was right. */
export type BrokerUser =
  | { readonly user: 'cloud' }
  | { readonly user: 'machine'; readonly machine: MachineAddress };

/** The user of a right name and password; undefined for any other. */
export function brokerUserOf(
  secret: string,
  userName: string | undefined,
  password: string | undefined,
): BrokerUser | undefined {
  if (userName === undefined || password === undefined) return undefined;
  if (!checkBrokerPassword(secret, userName, password)) return undefined;
  if (userName === cloudUserName) return { user: 'cloud' };
  try {
    return { user: 'machine', machine: machineOfUser(userName) };
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** A machine may retain only its presence: a retained order or charge would be delivered again. */
export function mayUserPublish(user: BrokerUser, topic: string, retain: boolean): boolean {
  if (user.user === 'cloud') return topic.startsWith(root);
  return mayPublish(user.machine, topic) && (!retain || topic === upTopic(user.machine, 'state'));
}

export function mayUserSubscribe(user: BrokerUser, filter: string): boolean {
  if (user.user === 'cloud') return filter.startsWith(root);
  return maySubscribe(user.machine, filter);
}

/** The access list of one machine and of the cloud, in the words of mosquitto.conf(5). */
export function accessList(machines: readonly MachineAddress[], userNameOf: (m: MachineAddress) => string) {
  const cloud = [`user ${cloudUserName}`, `topic readwrite ${root}#`];
  const blocks = machines.map((machine) => [
    '',
    `user ${userNameOf(machine)}`,
    ...upChannels.map((c) => `topic write ${upTopic(machine, c)}`),
    ...downChannels.map((c) => `topic read ${downTopic(machine, c)}`),
  ]);
  return `${[...cloud, ...blocks.flat()].join('\n')}\n`;
}
