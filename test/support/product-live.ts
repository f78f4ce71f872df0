/** The cloud's live stream as the console follows it, event by event. */

export interface LiveStream {
  readonly events: readonly { readonly event: string; readonly data: string }[];
  stop(): void;
}

/** Resolves when the stream is open. */
export async function liveEvents(cloudUrl: string, token: string): Promise<LiveStream> {
  const leaving = new AbortController();
  const response = await fetch(new URL('/api/live', cloudUrl), {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  });
  if (!response.ok || !response.body) throw new Error(`the live stream answers ${response.status}`);
  const events: { event: string; data: string }[] = [];
  void follow(response.body, events).catch(() => undefined);
  return { events, stop: () => leaving.abort() };
}

async function follow(
  body: ReadableStream<Uint8Array>,
  events: { event: string; data: string }[],
): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const field = (name: string) =>
        message
          .split('\n')
          .filter((line) => line.startsWith(`${name}: `))
          .map((line) => line.slice(name.length + 2))
          .join('\n');
      if (field('data') !== '') events.push({ event: field('event'), data: field('data') });
    }
  }
}
