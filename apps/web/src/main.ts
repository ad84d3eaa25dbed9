import { provideBrowserGlobalErrorListeners, provideZonelessChangeDetection } from '@angular/core';
import { MAT_TOOLTIP_DEFAULT_OPTIONS } from '@angular/material/tooltip';
import type { MatTooltipDefaultOptions } from '@angular/material/tooltip';
import { bootstrapApplication } from '@angular/platform-browser';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withRouterConfig,
} from '@angular/router';
import { CLOCK, RNG, TIMERS } from '@rapidvm/web-data-access';
import { App, ROUTES } from '@rapidvm/web-features';
import { PageTitle } from '@rapidvm/web-ui';
import { browserClock, browserRng, browserTimers } from './browser-environment.ts';

const TOOLTIPS: MatTooltipDefaultOptions = {
  showDelay: 250,
  hideDelay: 0,
  touchendHideDelay: 3000,
  disableTooltipInteractivity: true,
};

bootstrapApplication(App, {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      ROUTES,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
    { provide: CLOCK, useValue: browserClock },
    { provide: TIMERS, useValue: browserTimers },
    { provide: RNG, useValue: browserRng },
    { provide: MAT_TOOLTIP_DEFAULT_OPTIONS, useValue: TOOLTIPS },
  ],
}).catch((error: unknown) => {
  document.body.textContent = 'RapidVM could not start in this browser. Reload the page; the browser’s console says more.';
  console.error(error);
});
