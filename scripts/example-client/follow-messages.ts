/**
 * Follows a stream of server-sent events for ever: after every break it goes on behind the last message it has
 * taken. Reads the few lines of the format that the cloud sends.
 */

const againMs = 500;

export async function followMessages<T>(
  url: string,
  token: string,
  take: (message: T) => void,
): Promise<never> {
  let lastId = '0';
  for (;;) {
    try {
      const headers = { authorization: `Bearer ${token}`, 'last-event-id': lastId };
      const answer = await fetch(url, { headers });
      if (!answer.ok || !answer.body) throw new Error(`the stream was refused: ${answer.status}`);
      let text = '';
      for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) {
          const id = /^id: (.*)$/m.exec(event)?.[1];
          const data = /^data: (.*)$/m.exec(event)?.[1];
          if (id === undefined || data === undefined) continue;
          take(JSON.parse(data) as T);
          lastId = id;
        }
      }
    } catch (error) {
      console.error('the stream broke off:', (error as Error).message);
    }
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
