import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { urlsFromElsewhere } from './access.ts';

const ipv4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null },
});

it('other machines are told where the pages are, if they are let in', () => {
  const machine = { lo: [ipv4('127.0.0.1', true)], eth0: [ipv4('192.0.2.7'), ipv4('169.254.3.4')] };
  expect(urlsFromElsewhere({ port: 9000, listen: '0.0.0.0' }, machine)).toEqual(['https://192.0.2.7:9000']);
  expect(urlsFromElsewhere({ port: 9000, listen: '192.0.2.8' }, machine)).toEqual(['https://192.0.2.8:9000']);
  expect(urlsFromElsewhere({ port: 9000, listen: '127.0.0.1' }, machine)).toEqual([]);
});
