// A process that rehearses what it is sent, says which phase begins, and can be killed.
import { once } from 'node:events';
import { register } from 'tsx/esm/api';

register();
const { rehearse } = await import('@timeferry/transfer/rehearse');
const [request] = await once(process, 'message');
await rehearse(request, { onPhase: (phase, done) => void (done || process.send(phase)) });
process.disconnect();
