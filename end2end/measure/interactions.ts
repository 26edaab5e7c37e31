// What the measure Interaction to Next Paint is made of.
import type { BrowserContext, Page } from '@playwright/test';

type Watched = typeof window & { slowest?: number };

/** From now on pages of this browser keep the time of their slowest answer to a tap or key. */
export function watchInteractions(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(watch);
}

/** The slowest since the page was opened, until it was painted, in milliseconds. */
export function slowest(page: Page): Promise<number> {
  return page.evaluate(() => (window as Watched).slowest ?? 0);
}

/** Runs in the browser. */
function watch() {
  const watched = window as Watched;
  watched.slowest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { interactionId } = entry as PerformanceEntry & { interactionId?: number };
      if (interactionId) watched.slowest = Math.max(watched.slowest ?? 0, entry.duration);
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}
