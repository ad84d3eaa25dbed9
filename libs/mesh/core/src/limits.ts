import { KIB } from '@rapidvm/kernel';

/** Members in one mesh; the scheduler's largest measured cluster is 1,000 hosts, and a few controllers join them. */
export const MAX_MEMBERS = 1024;

/** Addresses one member may have: IPv4 and IPv6 on a few interfaces. */
export const MAX_ADDRESSES_PER_MEMBER = 8;

/** Bytes of one message on the wire: 64 datastores with long names fit, and nothing larger is parsed. */
export const MAX_MESSAGE_BYTES = 16 * KIB;

/** Datastores one host may tell of. */
export const MAX_DATASTORES = 64;

/** Characters of one text in a message: CPU models and operating system names stay far below. */
export const MAX_TEXT_CHARS = 256;

/** Rings of neighbours: 12 keeps a mesh cut in half noticed by everybody, 6 did not (measured). Each ring costs up to two connections. */
export const RINGS = 12;

/** Publications one start of a host may make under its incarnation: 2^32 is 136 years at one a second. */
export const VERSIONS_PER_INCARNATION = 2 ** 32;

/** Starts of one host: the largest whole number a version can carry, divided among incarnations. */
export const MAX_INCARNATION = 2 ** 21 - 1;
