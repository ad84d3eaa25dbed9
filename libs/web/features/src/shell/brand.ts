import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({
  selector: 'rv-brand',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0f766e" />
      <path
        d="M8 9h16v11H8z M12 12.5l3 2-3 2M17 17h3.5M13 24h6"
        fill="none"
        stroke="#fff"
        stroke-width="2.1"
        stroke-linecap="round"
        stroke-linejoin="round"
      /></svg
    ><span>RapidVM</span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      font-size: 15px;
      font-weight: 650;
      letter-spacing: -0.01em;
      color: var(--rv-text);
    }
    svg {
      width: 24px;
      height: 24px;
    }
  `,
})
export class Brand {}
