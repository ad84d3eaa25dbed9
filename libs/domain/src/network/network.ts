/** A named thing a NIC plugs into. `user`: NAT by QEMU itself, needs no root; every host has it. */
export interface Network {
  readonly name: string;
  readonly kind: 'user';
  readonly description: string;
}

export const DEFAULT_NETWORK: Network = {
  name: 'default',
  kind: 'user',
  description: 'Outgoing connections through the host, none inwards',
};

/** QEMU's conventional locally administered prefix. */
const MAC_PREFIX = [0x52, 0x54, 0x00] as const;

/** A MAC address from three random bytes: among 5000 VMs two are as likely alike as not, so the database keeps them apart. */
export function macFromBytes(bytes: Uint8Array): string {
  const octets = [...MAC_PREFIX, ...bytes.slice(0, 3)];
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}
