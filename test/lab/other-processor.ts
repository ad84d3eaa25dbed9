/** Loaded before an agent (`--import`): the program that follows takes the processor for the one that is named. See host-machine.ts. */
Object.defineProperty(process, 'arch', { value: process.env['LAB_PROCESSOR'] });
