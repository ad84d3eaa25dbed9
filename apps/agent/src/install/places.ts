/** Where an installed agent and what it keeps lie. deploy/join/join.sh knows the first. */
export const PLACES = {
  home: '/opt/rapidvm-agent',
  config: '/var/lib/rapidvm/config/agent.json',
  data: '/var/lib/rapidvm/agent',
  datastore: '/var/lib/rapidvm/datastore',
  log: '/var/lib/rapidvm/log/agent.log',
  unit: '/etc/systemd/system/rapidvm-agent.service',
  /** Of a machine that `./rapidvm up` has made a controller with an agent of its own. */
  launcherState: '/var/lib/rapidvm/launcher.json',
} as const;

export const PORTS = { agent: 7442, mesh: 7443 } as const;

const NODE_FLAGS = ['--max-semi-space-size=1', '--max-old-space-size=96', '--v8-pool-size=1'];

/** The agent with a small memory: one malloc arena instead of one a thread, small heap spaces, one compiler thread. */
export const AGENT_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' } as const;
export const AGENT_ARGV = [`${PLACES.home}/node`, ...NODE_FLAGS, `${PLACES.home}/agent.js`, '--config', PLACES.config] as const;
