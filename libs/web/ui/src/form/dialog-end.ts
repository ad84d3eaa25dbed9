import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';

/** The end of a form in a dialog: leave it as it was, or send it. */
@Component({
  selector: 'rv-dialog-end',
  imports: [MatButtonModule, MatDialogModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mat-dialog-actions align="end">
      <button matButton type="button" mat-dialog-close>Cancel</button>
      <button matButton="filled" type="submit" [disabled]="busy()" disabledInteractive>{{ label() }}</button>
    </mat-dialog-actions>
  `,
  styles: ':host { display: contents; }',
})
export class DialogEnd {
  /** What sending it does: “Save”. */
  readonly label = input.required<string>();
  readonly busy = input.required<boolean>();
}
