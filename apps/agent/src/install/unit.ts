/** The systemd unit of an installed agent. It starts QEMU processes that must outlive it: see KillMode. */
import { AGENT_ARGV, AGENT_ENVIRONMENT } from './places.ts';

export const AGENT_UNIT = `# Written by the line of \`rapidvm host invite\`; each run writes it anew.
[Unit]
Description=RapidVM agent
After=network-online.target
Wants=network-online.target

[Service]
Type=simple
${Object.entries(AGENT_ENVIRONMENT)
  .map(([name, value]) => `Environment=${name}=${value}`)
  .join('\n')}
ExecStart=${AGENT_ARGV.join(' ')}
Restart=always
RestartSec=2
# Stopping or restarting the agent stops no virtual machine.
KillMode=process
TimeoutStopSec=30
Delegate=yes
UMask=0027
ProtectHome=true
ProtectKernelModules=true
LockPersonality=true

[Install]
WantedBy=multi-user.target
`;
