import { systemRng } from '@rapidvm/runtime';

const RANDOM_OCTETS = 5;

/** A MAC address that no other VM of a test has. */
export function anyMac(): string {
  const octets = [0x02, ...systemRng.bytes(RANDOM_OCTETS)];
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}
