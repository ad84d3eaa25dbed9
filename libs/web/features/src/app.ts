import { ChangeDetectionStrategy, Component, effect, inject, untracked } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { ApiClient, Inventory, Session } from '@rapidvm/web-data-access';
import { Theme, ToastHost } from '@rapidvm/web-ui';

@Component({
  selector: 'rv-root',
  imports: [RouterOutlet, ToastHost],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<router-outlet /><rv-toast-host />`,
  styles: `
    :host {
      display: block;
      height: 100%;
    }
  `,
})
export class App {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #inventory = inject(Inventory);
  readonly #router = inject(Router);
  protected readonly theme = inject(Theme);

  constructor() {
    effect(() => {
      if (this.#api.refusedAsStranger() > 0) untracked(() => this.#leave());
    });
  }

  /** The server says that nobody is logged in while this page thought somebody was: back to the door, and to this page after it. */
  #leave(): void {
    if (this.#session.current() === null) return;
    this.#session.ended();
    this.#inventory.stop();
    void this.#router.navigate(['/login'], { queryParams: { return: this.#router.url, ended: true } });
  }
}
