import { InjectionToken } from '@angular/core';
import type { Clock, Rng, Timers } from '@rapidvm/kernel';

/** Time and chance are parameters here too; `apps/web` provides the browser's. */
export const CLOCK = new InjectionToken<Clock>('rapidvm clock');
export const TIMERS = new InjectionToken<Timers>('rapidvm timers');
export const RNG = new InjectionToken<Rng>('rapidvm rng');
