/** Mistakes that a machine could make with what its connection brings, planted into the connection itself. */
import type { Plant } from '../plan/plants.ts';
import type { SimulatedLink } from './simulated-link.ts';

export function plantInLink(link: SimulatedLink, plant: Plant | undefined): void {
  if (plant === 'neverAsks') neverAsk(link);
  if (plant === 'resultForLatestCharge') takeForLatest(link);
}

/** Questions are as good as asked, and nobody hears them. */
function neverAsk(link: SimulatedLink): void {
  const publish = link.publish.bind(link);
  link.publish = (topic, payload, options) =>
    topic.endsWith('/up/ask') ? Promise.resolve() : publish(topic, payload, options);
}

/** Whatever charge a result names, it is read as one about the charge that was sent last for its order. */
function takeForLatest(link: SimulatedLink): void {
  const latest = new Map<string, string>();
  const publish = link.publish.bind(link);
  link.publish = (topic, payload, options) => {
    if (topic.endsWith('/up/charge')) {
      const { orderId, chargeId } = JSON.parse(Buffer.from(payload).toString());
      latest.set(orderId, chargeId);
    }
    return publish(topic, payload, options);
  };
  const emit = link.emit.bind(link) as (event: string, ...told: unknown[]) => boolean;
  link.emit = ((event: string, topic: string, payload: Uint8Array) => {
    if (event !== 'message' || !topic.endsWith('/down/result')) return emit(event, topic, payload);
    const result = JSON.parse(Buffer.from(payload).toString());
    const chargeId = latest.get(result.orderId);
    const told = result.about === 'charge' && chargeId ? { ...result, chargeId } : result;
    return emit(event, topic, Buffer.from(JSON.stringify(told)));
  }) as typeof link.emit;
}
