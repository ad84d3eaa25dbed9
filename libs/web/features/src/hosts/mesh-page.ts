import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LiveStream, MeshWatch } from '@rapidvm/web-data-access';
import { EmptyState, Icon, ProblemBox, Skeleton, StateBadge, TimeAgo } from '@rapidvm/web-ui';
import { countsText, linkText, MEMBER_LOOK, squareOf, TESTIMONY_LOOK, TESTIMONY_WORDS } from './mesh-words.ts';

/** Who watches whom in the mesh, what each says, and what it takes for a member to be held failed. */
@Component({
  selector: 'rv-mesh-page',
  imports: [EmptyState, Icon, ProblemBox, RouterLink, Skeleton, StateBadge, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './mesh-page.html',
  styleUrl: './mesh-page.scss',
})
export class MeshPage {
  protected readonly watch = inject(MeshWatch);
  readonly #stream = inject(LiveStream);
  protected readonly mesh = this.watch.mesh;
  protected readonly readAt = computed(() => new Date(this.watch.readAt() ?? 0).toISOString());
  /** What is shown may be old: the stream is down, or the last reading failed. */
  protected readonly isStale = computed(() => this.#stream.state().phase !== 'live' || this.watch.problem() !== null);
  protected readonly counts = computed(() => countsText(this.mesh()?.countByState ?? {}));
  protected readonly square = computed(() => {
    const mesh = this.mesh();
    return mesh === null ? null : squareOf(mesh);
  });
  protected readonly untold = computed(() => (this.mesh()?.memberCount ?? 0) - (this.mesh()?.members.length ?? 0));
  protected readonly linkText = linkText;
  protected readonly look = MEMBER_LOOK;
  protected readonly testimonyLook = TESTIMONY_LOOK;
  protected readonly words = TESTIMONY_WORDS;

  constructor() {
    inject(DestroyRef).onDestroy(this.watch.watch());
  }
}
