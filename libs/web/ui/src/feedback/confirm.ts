import { ChangeDetectionStrategy, Component, Injectable, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

export interface Question {
  readonly title: string;
  /** What will happen and, where so, what can not be brought back. */
  readonly text: string;
  /** Words of the button that does it: the action, never “OK”. */
  readonly action: string;
  /** It can be taken back, so its button does not warn. */
  readonly reversible?: true;
}

@Component({
  imports: [MatDialogModule, MatButtonModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content>{{ question.text }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" [mat-dialog-close]="false" cdkFocusInitial>Cancel</button>
      <button matButton="filled" type="button" [class.rv-danger]="!question.reversible" [mat-dialog-close]="true">
        {{ question.action }}
      </button>
    </mat-dialog-actions>
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}

/** Asks before something that can not be undone, or that others notice. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  readonly #dialogs = inject(MatDialog);

  async ask(question: Question): Promise<boolean> {
    const options = { data: question, width: '440px', role: 'alertdialog' as const };
    const dialog = this.#dialogs.open<ConfirmDialog, Question, boolean>(ConfirmDialog, options);
    return (await firstValueFrom(dialog.afterClosed())) ?? false;
  }
}
