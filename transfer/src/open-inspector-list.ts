import { get } from 'node:http';

/** The `ws://` address that an inspector on a loopback port names; `undefined` where what listens there is none. */
export function askForInspector(port: number, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/json/list', agent: false, timeout: timeoutMs };
    const request = get(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(addressIn(text)));
      response.on('error', () => resolve(undefined));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}

function addressIn(text: string): string | undefined {
  try {
    const [target] = JSON.parse(text) as { webSocketDebuggerUrl?: string }[];
    return target?.webSocketDebuggerUrl;
  } catch {
    return undefined;
  }
}
