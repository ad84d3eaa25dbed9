import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatTabsModule } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Session } from '@rapidvm/web-data-access';
import { ActionButton } from '@rapidvm/web-ui';
import { HostInvitations } from './invite-host.ts';

@Component({
  selector: 'rv-hosts-page',
  imports: [ActionButton, MatTabsModule, RouterLink, RouterLinkActive, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="rv-page-head">
      <h1>Hosts</h1>
      <span class="rv-grow"></span>
      <rv-action label="Add host" icon="add" [filled]="true" [verdict]="mayInvite()" (pressed)="invitations.open()" />
    </div>
    <nav mat-tab-nav-bar [tabPanel]="panel" mat-stretch-tabs="false" class="rv-tabs" aria-label="Pages of all hosts">
      @for (tab of tabs; track tab.path) {
        <a
          mat-tab-link
          [routerLink]="tab.path"
          routerLinkActive
          [routerLinkActiveOptions]="{ exact: true }"
          #active="routerLinkActive"
          [active]="active.isActive"
          >{{ tab.text }}</a
        >
      }
    </nav>
    <mat-tab-nav-panel #panel><router-outlet /></mat-tab-nav-panel>
  `,
})
export class HostsPage {
  readonly #session = inject(Session);
  protected readonly invitations = inject(HostInvitations);
  protected readonly tabs = [
    { path: '/hosts', text: 'All hosts' },
    { path: '/hosts/mesh', text: 'Mesh' },
  ] as const;
  protected readonly mayInvite = computed(() =>
    this.#session.may('admin')
      ? { allowed: true }
      : { allowed: false, reason: 'This needs the role admin', hint: 'Ask an administrator' },
  );
}
