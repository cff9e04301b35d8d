import { Server } from '@hocuspocus/server';

const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  // Nothing is stored while the test runs.
  debounce: 3_600_000,
  maxDebounce: 7_200_000,
  onRequest: answer,
});

export const { hocuspocus } = server;

/** Answers `GET /documents` with the text of each open document. */
async function answer({ request, response, instance }) {
  if (request.url !== '/documents') return;
  const texts = [...instance.documents].map(([name, document]) => [name, document.getText('text').toString()]);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(Object.fromEntries(texts)));
  // Hocuspocus takes a rejection without a reason for "answered".
  throw null;
}

await server.listen();
console.log(`listening on ${server.httpServer.address().port}`);
