import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '@rapidvm/web-ui';

@Component({
  selector: 'rv-not-found',
  imports: [EmptyState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<rv-empty icon="unknown" title="There is no such page" [isPage]="true">
    <a routerLink="/vms">Go to the virtual machines</a>
  </rv-empty>`,
})
export class NotFound {}
