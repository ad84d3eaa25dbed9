export { encodeFacts } from './facts-codec.ts';
export * from './dials-first.ts';
export * from './facts-version.ts';
export * from './limits.ts';
export * from './member.ts';
export * from './membership.ts';
export * from './membership-io.ts';
export * from './membership-timings.ts';
export * from './membership-view.ts';
