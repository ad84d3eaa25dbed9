import type { Score } from '../score.ts';

/** Where a VM of the same image lives, the image has been read and is in the host's memory. */
export const imageLocalityScore: Score = ({ imageId }, { images }) => (images.has(imageId) ? 1 : 0);
