import { furnishWorld } from './world.ts';

export const setup = furnishWorld;
