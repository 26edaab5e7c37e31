// The server's present, moved by the file that it reads as its clock.
import { rmSync, writeFileSync } from 'node:fs';

const DAY = 24 * 60 * 60 * 1000;

function file(): string {
  const file = process.env.CLOCK_FILE;
  if (!file) throw new Error('CLOCK_FILE is not set: `cargo xtask e2e` sets it to the file that the server reads');
  return file;
}

/** From now on it is so many days later than it is. */
export function moveClock(days: number) {
  writeFileSync(file(), new Date(Date.now() + days * DAY).toISOString());
}

/** Time is again what it is. */
export function resetClock() {
  rmSync(file(), { force: true });
}
