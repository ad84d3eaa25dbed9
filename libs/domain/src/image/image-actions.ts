/** What may be done with an image now and, if not, why and what to do. The same value reaches REST, gRPC, CLI and UI. */
import type { VerdictOn } from '../action-verdict.ts';

export const IMAGE_ACTIONS = ['delete'] as const;
export type ImageAction = (typeof IMAGE_ACTIONS)[number];

export type ImageActionVerdict = VerdictOn<ImageAction, 'not-permitted' | 'in-use'>;

/** VMs made from an image: some of their names, and how many there are. */
export interface ImageUse {
  readonly names: readonly string[];
  readonly count: number;
}

export interface ImageActionContext {
  readonly usedBy: ImageUse;
  readonly mayEdit: boolean;
}

/** The verdict for every action, in a fixed order. Pure: right first, then use. */
export function allowedImageActions({ usedBy, mayEdit }: ImageActionContext): readonly ImageActionVerdict[] {
  return IMAGE_ACTIONS.map((action) => {
    if (!mayEdit) {
      const hint = 'Ask an administrator for the role';
      return { action, allowed: false, code: 'not-permitted', reason: 'This needs the role editor', hint };
    }
    if (usedBy.count === 0) return { action, allowed: true };
    // The disks of VMs are children of the image's disk.
    const those = usedBy.count === 1 ? 'that VM' : 'those VMs';
    return { action, allowed: false, code: 'in-use', reason: `It is used by ${users(usedBy)}`, hint: `Delete ${those} first` };
  });
}

function users({ names, count }: ImageUse): string {
  const more = count - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
