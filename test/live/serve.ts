import { createServer, type Server } from 'node:http';

/** Part of every program of the live corpus: each request runs one of its actions. */
export function serve(actions: Readonly<Record<string, (argument: string) => unknown>>): void {
  createServer((request, response) => {
    const [, name = '', argument = ''] = (request.url ?? '').split('/');
    response.end(String(actions[name]?.(decodeURIComponent(argument))));
  }).listen(0, '127.0.0.1', function (this: Server) {
    console.log(`ready ${(this.address() as { port: number }).port}`);
  });
}
