/** The gifts of one machine: those kept on it and the questions about the others, made together. */
import { GiftFlow, type GiftFlowPorts } from './gift-flow.ts';
import { type GiftLeasePorts, GiftLeases } from './gift-leases.ts';

type GiftPorts = Omit<GiftFlowPorts, 'leases' | 'machineId'> & Omit<GiftLeasePorts, 'policy'>;

/** What a machine does about gifts. */
export interface Gifts {
  readonly flow: GiftFlow;
  readonly leases: GiftLeases;
}

export function openGifts(ports: GiftPorts): Gifts {
  const leases = new GiftLeases({ ...ports, policy: () => ports.bundle()?.gifts });
  const flow = new GiftFlow({ ...ports, leases, machineId: ports.machine.machineId });
  ports.link.onGifted((answer) => {
    if (answer.about === 'leases') leases.take(answer.leases, answer.giveUp);
  });
  return { flow, leases };
}
