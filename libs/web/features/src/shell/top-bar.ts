import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { Inventory, LiveStream, Session, refusalOf } from '@rapidvm/web-data-access';
import type { StreamState } from '@rapidvm/web-data-access';
import { Icon, Theme, Toasts } from '@rapidvm/web-ui';
import type { IconName, ThemeChoice, Tone } from '@rapidvm/web-ui';
import { OwnPassword } from '../access/own-password.ts';
import { Brand } from './brand.ts';

const THEME_CHOICES: readonly { readonly choice: ThemeChoice; readonly text: string; readonly icon: IconName }[] = [
  { choice: 'system', text: 'As the system', icon: 'system' },
  { choice: 'light', text: 'Light', icon: 'light' },
  { choice: 'dark', text: 'Dark', icon: 'dark' },
];

@Component({
  selector: 'rv-top-bar',
  imports: [Brand, Icon, MatMenuModule, MatTooltipModule, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './top-bar.html',
  styleUrl: './top-bar.scss',
})
export class TopBar {
  readonly #session = inject(Session);
  readonly #inventory = inject(Inventory);
  readonly #router = inject(Router);
  readonly #toasts = inject(Toasts);
  readonly #stream = inject(LiveStream);
  readonly sideOpen = input.required<boolean>();
  readonly toggleSide = output();
  protected readonly password = inject(OwnPassword);
  protected readonly theme = inject(Theme);
  protected readonly themes = THEME_CHOICES;
  protected readonly themeIcon = computed(
    () => THEME_CHOICES.find(({ choice }) => choice === this.theme.choice())?.icon ?? 'system',
  );
  protected readonly user = this.#session.user;
  protected readonly live = computed(() => liveLook(this.#stream.state()));

  protected async logout(): Promise<void> {
    const problem = await refusalOf(this.#session.logout());
    if (problem !== null) return this.#toasts.refusal('Could not log out', problem);
    this.#inventory.stop();
    await this.#router.navigateByUrl('/login');
  }
}

/** Coming for the first time is no loss yet. */
function liveLook(state: StreamState): { readonly tone: Tone; readonly text: string } {
  if (state.phase === 'live') return { tone: 'ok', text: 'Live' };
  if (state.phase === 'connecting' && state.lostSince === null) return { tone: 'idle', text: 'Connecting' };
  return { tone: 'warn', text: 'Not live' };
}
