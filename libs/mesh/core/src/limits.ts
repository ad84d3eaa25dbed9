import { KIB } from '@rapidvm/kernel';

/** Members in one mesh: 5,000 hosts are simulated, and a few controllers join them. */
export const MAX_MEMBERS = 5120;

/** Addresses one member may have: IPv4 and IPv6 on a few interfaces. */
export const MAX_ADDRESSES_PER_MEMBER = 8;

/** Bytes of one message on the wire: 64 datastores with long names, a processor's features and networks fit, and nothing larger is parsed. */
export const MAX_MESSAGE_BYTES = 24 * KIB;

/** Datastores one host may tell of. */
export const MAX_DATASTORES = 64;

/** Characters of one text in a message: CPU models and operating system names stay far below. */
export const MAX_TEXT_CHARS = 256;

/** Rings of neighbours: 12 keeps a mesh cut in half noticed by everybody, 6 did not (measured). Each ring costs up to two connections. */
export const RINGS = 12;

/** Up to this many members everybody watches everybody: no more connections than the rings would cost, and every member is a witness. */
export const FULL_MESH_MEMBERS = RINGS + 1;

/** Subjects in one down-set: nobody watches more than RINGS. */
export const MAX_ACCUSED = 2 * RINGS;

/** Buckets that two members compare: a difference costs 256 bytes to find the bucket, and the versions of a 64th of all members. */
export const SYNC_BUCKETS = 64;

/** Versions that one comparison sends; the rest follows with the next. */
export const MAX_SYNC_ENTRIES = 900;

/** Up to this many members compare as often as `syncMs` says, more of them less often: versions of all of them are 70 bytes for each bucket. */
export const SYNC_OFTEN_MEMBERS = 400;

/** Bytes of one host's facts on the wire: a message holds them and more. */
export const MAX_FACTS_BYTES = 23 * KIB;

/** Questions that were asked and not answered yet; they are asked again after a second. */
export const MAX_QUESTIONS = 8192;

/** Publications one start of a host may make under its incarnation: 2^32 is 136 years at one a second. */
export const VERSIONS_PER_INCARNATION = 2 ** 32;

/** A change of load that is told: in processors' worth, and as a share of all memory. Placement asks the host itself and needs no more. */
export const LOAD_STEP = 1 / 8;
export const FREE_MEMORY_STEP = 1 / 64;

/** Starts of one host: the largest whole number a version can carry, divided among incarnations. */
export const MAX_INCARNATION = 2 ** 21 - 1;

/** Share of a subject's observers whose word makes it suspect, and the observer that is one not to be relied on. */
export const DOUBTING_SHARE = 1 / 3;

/** Share of a subject's reliable observers whose word makes it failed. */
export const CONDEMNING_SHARE = 2 / 3;

/** Observers that must say so for a member to be failed: one alone cannot tell the other's failure from its own. */
export const MIN_WITNESSES = 2;

/** Share of my subjects that may be down before I hold myself for the one cut off: a minority side says nothing, both halves speak. */
export const ISOLATING_SHARE = 2 / 3;

/** Delays of this member up to this are usual: four beats fit into the silence that counts, and each may be so late on both sides. */
export const OWN_LAG_COVERED_MS = 400;

/** Delays of this member itself that it remembers: what counts is the second worst. */
export const MAX_OWN_DELAYS = 8;

/** How long a delay of this member itself goes on making it patient with others. */
export const OWN_LAG_MEMORY_MS = 15_000;

/** How long after a delay of its own a member still reads what came meanwhile. */
export const CATCH_UP_MS = 500;

/** The most that this member's own delays add to its patience. */
export const MAX_EXTRA_SILENCE_MS = 3000;

/** Malformed messages over one link before it is dropped. */
export const MAX_MALFORMED = 16;

/** Dials under way at once: each costs a handshake of about 6 ms processor time on both sides. */
export const MAX_DIALS_UNDER_WAY = 12;

/** News waiting for one link; past it the comparison by hashes brings it. */
export const MAX_PENDING_NEWS = 4096;

/** Links to members that the roster does not know yet: it is on its way. */
export const MAX_STRANGERS = 64;

/** Links that fresh news goes to at once; all others get it with the next beat. */
export const ORIGIN_FAN_OUT = 6;
export const RELAY_FAN_OUT = 3;

/** Refutations of one life; the incarnation on the wire is life × this + refutation. */
export const REFUTATIONS_PER_LIFE = 2 ** 20;

/** Former processes of one member that are remembered: a clone shows in the first change back. */
export const MAX_NONCES_PER_MEMBER = 4;

/** Between two words about the same impostor. */
export const IMPOSTOR_SILENCE_MS = 60_000;

/** Refutations in a row count as one streak while less than this passes between two. */
export const REFUTATION_STREAK_MS = 10_000;

/** The longest wait between two refutations of a streak, in powers of two of the first. */
export const MAX_REFUTATION_DOUBLINGS = 6;
