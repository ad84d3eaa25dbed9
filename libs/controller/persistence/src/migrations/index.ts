import { Foundation1763700000001 } from './0001-foundation.ts';
import { HostStates1763740800002 } from './0002-host-states.ts';
import { Placement1763741400003 } from './0003-placement.ts';
import { Authority1763743200004 } from './0004-authority.ts';
import { Drain1763753400005 } from './0005-drain.ts';
import { EarlierStarts1763762400006 } from './0006-earlier-starts.ts';
import { MacAddresses1763770000007 } from './0007-mac-addresses.ts';
import { HostHardware1763780000008 } from './0008-host-hardware.ts';

/** All migrations, oldest first. Never change one that was released: add another. */
export const MIGRATIONS = [
  Foundation1763700000001,
  HostStates1763740800002,
  Placement1763741400003,
  Authority1763743200004,
  Drain1763753400005,
  EarlierStarts1763762400006,
  MacAddresses1763770000007,
  HostHardware1763780000008,
];
