import { inject } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import type { Params } from '@angular/router';

/** Writes filters and order into the URL without a new history entry per keystroke; empty values leave it. Call where injection is possible. */
export function queryState(): (changes: Readonly<Record<string, string | null>>) => void {
  const [router, route] = [inject(Router), inject(ActivatedRoute)];
  return (changes) => {
    const queryParams: Params = Object.fromEntries(
      Object.entries(changes).map(([key, value]) => [key, value === '' ? null : value]),
    );
    void router.navigate([], { relativeTo: route, queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  };
}
