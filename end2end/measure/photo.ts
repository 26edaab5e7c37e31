// A photo as a phone takes it: twelve million points, seven million bytes.
import type { Browser } from '@playwright/test';
import type { Upload } from '../support/hands.ts';

export async function largePhoto(browser: Browser): Promise<Upload> {
  const page = await browser.newPage();
  const encoded = await page.evaluate(draw);
  await page.close();
  return { name: 'IMG_20260901_101112.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(encoded, 'base64') };
}

/** Runs in the browser: soft colours with as much noise as makes seven million bytes of them. */
async function draw(): Promise<string> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [4000, 3000];
  const context = canvas.getContext('2d')!;
  const points = context.createImageData(canvas.width, canvas.height);
  for (let at = 0; at < points.data.length; at += 4) {
    const noise = Math.random() * 40;
    points.data.set([90 + noise, 120 + noise, 70 + noise, 255], at);
  }
  context.putImageData(points, 0, 0);
  for (const quality of [0.8, 0.85, 0.9, 0.93, 0.96, 1]) {
    const blob = await new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob!), 'image/jpeg', quality));
    if (blob.size < 7_000_000) continue;
    const url = await new Promise<string>((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result as string);
      reader.readAsDataURL(blob);
    });
    return url.slice(url.indexOf(',') + 1);
  }
  throw new Error('no quality makes a photo of seven million bytes');
}
