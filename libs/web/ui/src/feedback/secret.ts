import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Icon } from '../icons/icon.ts';

/** A secret that is shown this once, to be copied. */
@Component({
  selector: 'rv-secret',
  imports: [Icon, MatButtonModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<textarea
      #area
      class="rv-input"
      readonly
      rows="3"
      spellcheck="false"
      [attr.aria-label]="label()"
      [value]="text()"
      (focus)="area.select()"
    ></textarea>
    <button matButton="outlined" type="button" (click)="copy(area)">
      <rv-icon [name]="copied() ? 'check' : 'copy'" />{{ copied() ? 'Copied' : 'Copy' }}
    </button>`,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: flex-start;
      gap: 8px;
    }
    textarea {
      font-family: var(--rv-mono);
      font-size: 12px;
      resize: vertical;
      word-break: break-all;
    }
  `,
})
export class Secret {
  readonly label = input.required<string>();
  readonly text = input.required<string>();
  protected readonly copied = signal(false);

  protected async copy(area: HTMLTextAreaElement): Promise<void> {
    area.select();
    try {
      await navigator.clipboard.writeText(this.text());
      this.copied.set(true);
    } catch {
      // The browser refused; the text is selected, so the keyboard can copy it.
      this.copied.set(false);
    }
  }
}
