import { mutations } from './mutations.mjs';

/** The mutation that this process is to make, by its number in the list. */
export const chosen = mutations[Number(process.env.TIMEFERRY_MUTATION)];

/** The agents that have the mutation, beside those of everybody else. */
export const agents = `dist/mutations/${process.pid}/agents`;

/** Lets the rehearsal use them. */
export const toOwnAgents = { file: 'agent-source.ts', from: "'../../dist/agents/'", to: `'../../${agents}/'` };

/** A busy machine proves nothing. */
export const patience = {
  file: '../../test/live/live.test.ts',
  from: 'live.timeout ?? 20_000',
  to: 'Math.max(40_000, live.timeout ?? 0)',
};
