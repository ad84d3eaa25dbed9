import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatTabsModule } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Session } from '@rapidvm/web-data-access';

@Component({
  selector: 'rv-access-page',
  imports: [MatTabsModule, RouterLink, RouterLinkActive, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="rv-page-head"><h1>Access</h1></div>
    <nav mat-tab-nav-bar [tabPanel]="panel" mat-stretch-tabs="false" class="rv-tabs" aria-label="Pages of access">
      @for (tab of tabs(); track tab.path) {
        <a mat-tab-link [routerLink]="tab.path" routerLinkActive #active="routerLinkActive" [active]="active.isActive">{{
          tab.text
        }}</a>
      }
    </nav>
    <mat-tab-nav-panel #panel><router-outlet /></mat-tab-nav-panel>
  `,
})
export class AccessPage {
  readonly #session = inject(Session);
  protected readonly tabs = computed(() => {
    const own = [{ path: 'tokens', text: 'API tokens' }];
    return this.#session.may('admin') ? [{ path: 'users', text: 'Users' }, ...own, { path: 'audit', text: 'Audit log' }] : own;
  });
}
