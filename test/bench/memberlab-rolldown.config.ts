import type { RolldownOptions } from 'rolldown';
import agent from '../../apps/agent/rolldown.config.ts';

/** The member that memberlab measures, bundled exactly as the agent is. */
const config: RolldownOptions = {
  ...agent,
  input: 'test/bench/memberlab-member.ts',
  output: { ...agent.output, dir: 'dist/test/memberlab', entryFileNames: 'member.js' },
};

export default config;
