import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { EmptyState } from '@rapidvm/web-ui';

/** The controller gave no answer before anything could be shown. */
@Component({
  selector: 'rv-unreachable',
  imports: [EmptyState, MatButtonModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<main>
    <rv-empty icon="offline" title="The controller cannot be reached" [isPage]="true">
      <p>Check that it runs (<code>./rapidvm up</code>) and that you are on its network. Running VMs are not affected.</p>
      <button matButton="filled" type="button" (click)="retry()">Try again</button>
    </rv-empty>
  </main>`,
})
export class Unreachable {
  readonly #router = inject(Router);
  readonly return = input('/');

  protected retry(): void {
    void this.#router.navigateByUrl(this.return());
  }
}
