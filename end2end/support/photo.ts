// A photo to upload: a real PNG, painted here.
import { crc32, deflateSync } from 'node:zlib';
import { runsScripts } from './hands.ts';
import type { Person } from './people.ts';
import { expect } from './test.ts';

const WIDTH = 320;
const HEIGHT = 240;

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Earth under a grey sky, as the file that a phone would hand over. */
export function photo(name = 'lorong.png') {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2], 8);
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const row = Buffer.alloc(1 + WIDTH * 3);
    for (let x = 0; x < WIDTH; x++) row.set(y < 90 ? [170, 180, 190 + (x % 20)] : [140 - (x % 40), 100 - (y % 30), 60], 1 + x * 3);
    return row;
  });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.concat(rows));
  const buffer = Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
  return { name, mimeType: 'image/png', buffer };
}

/** With a script a photo is sent as soon as it is chosen, without one by its button; then it is asked what it shows. */
export async function addPhoto({ page, hands }: Person, words: string) {
  const lives = await runsScripts(page);
  if (lives) await expect(page.locator('#photos[data-alive]')).toBeAttached();
  await hands.upload(page.getByLabel('Foto', { exact: true }), photo());
  if (!lives) await hands.press(page.getByRole('button', { name: 'Tambahkan foto' }));
  await expect(page.getByText(/^1 dari paling banyak \d+ foto\.$/)).toBeVisible();
  await hands.type(page.locator('[name^="photo_alt."]'), words);
}
