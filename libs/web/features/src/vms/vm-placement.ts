import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { VmExplanationView } from '@rapidvm/operations';
import { ApiClient, asRapidError, Inventory } from '@rapidvm/web-data-access';
import { MibPipe, ProblemBox, Skeleton, StateBadge, TimeAgo } from '@rapidvm/web-ui';
import { SCORE_WORDS, decidedText, wishTexts } from './placement-words.ts';

const FITS = { tone: 'ok', icon: 'check' } as const;
const FITS_NOT = { tone: 'idle', icon: 'close' } as const;

interface Answer {
  readonly id: string;
  readonly value: VmExplanationView | null;
}

/** Why a VM is where it is, and what each host would say to it now. */
@Component({
  selector: 'rv-vm-placement',
  imports: [MatButtonModule, MibPipe, ProblemBox, RouterLink, Skeleton, StateBadge, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './vm-placement.html',
  styleUrl: './vm-placement.scss',
})
export class VmPlacement {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly id = input.required<string>();
  /** Asked anew whenever the VM has changed its state or its host: the answer is then another. */
  readonly #about = computed(() => {
    const vm = this.#inventory.vms.get(this.id());
    return { id: this.id(), state: vm?.state, hostId: vm?.hostId };
  });
  protected readonly explained = resource({
    params: this.#about,
    loader: ({ params }) => this.#api.call('vm.explain', { id: params.id }),
  });
  /** The last answer about this VM stays until the next is there. */
  protected readonly explanation = linkedSignal<Answer, VmExplanationView | null>({
    source: () => ({ id: this.id(), value: this.explained.hasValue() ? this.explained.value() : null }),
    computation: ({ id, value }, before) => value ?? (before?.source.id === id ? before.value : null),
  });
  protected readonly problem = computed(() => {
    const error = this.explained.error();
    return error === undefined ? null : asRapidError(error.cause ?? error);
  });
  protected readonly wishes = computed(() => wishTexts(this.explanation()?.wishes));
  protected readonly decided = computed(() => decidedText(this.explanation()?.decision ?? null));
  protected readonly untold = computed(() => {
    const now = this.explanation();
    return now === null ? 0 : now.hostCount - now.hosts.length;
  });
  protected readonly fits = FITS;
  protected readonly fitsNot = FITS_NOT;
  protected readonly scoreWords = SCORE_WORDS;
  protected readonly percent = (score: number): string => `${Math.round(score * 100)} %`;
}
