import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  inject,
  input,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import type { RapidError } from '@rapidvm/kernel';
import { Session, refusalOf } from '@rapidvm/web-data-access';
import { ProblemBox } from '@rapidvm/web-ui';
import { Brand } from '../shell/brand.ts';

@Component({
  selector: 'rv-login',
  imports: [Brand, MatButtonModule, ProblemBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './login.html',
  styleUrl: './login.scss',
})
export class Login {
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  /** Page to go to afterwards; only ever a page of ours, because the router takes it. */
  readonly return = input<string>();
  readonly ended = input<string>();
  protected readonly busy = signal(false);
  protected readonly problem = signal<RapidError | null>(null);
  private readonly name = viewChild.required<ElementRef<HTMLInputElement>>('username');

  constructor() {
    // The page has one purpose: who comes here types at once.
    afterNextRender(() => {
      this.name().nativeElement.focus();
    });
  }

  protected async submit(event: Event, username: string, password: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    const problem = await refusalOf(this.#session.login(username.trim(), password));
    this.busy.set(false);
    this.problem.set(problem);
    if (problem === null) await this.#router.navigateByUrl(this.return() ?? '/');
  }
}
