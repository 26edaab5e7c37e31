// What was measured, kept as lines of one table. What is measured, and how much it may be, belongs to the measurements.
import { appendFileSync } from 'node:fs';

/** What a task cost: how often somebody tapped or clicked, filled in a field, waited for another page; bytes where they were counted. */
export type Cost = { taps: number; fields: number; loads: number; seconds: number; kilobytes?: number };

/** Behind the table of the file that MEASURED names, and on the screen. */
function say(line: string) {
  console.log(line);
  if (process.env.MEASURED) appendFileSync(process.env.MEASURED, `${line}\n`);
}

export function sayCost(task: string, { taps, fields, loads, seconds, kilobytes }: Cost) {
  say(`| ${task} | ${taps} | ${fields} | ${loads} | ${seconds.toFixed(1)} | ${kilobytes?.toFixed(0) ?? ''} |`);
}

export function sayTime(what: string, milliseconds: number) {
  say(`| ${what} | | | | ${(milliseconds / 1000).toFixed(3)} | |`);
}
