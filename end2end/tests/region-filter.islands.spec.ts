// The list of a large place narrows while somebody types.
import { expect, test } from '../support/test.ts';

test('typing narrows the kecamatan of the city', async ({ page, audit }) => {
  await page.goto('/wilayah/15.71');
  const rows = page.locator('[data-narrowed] > tr');
  await expect(rows).toHaveCount(11);
  const field = page.getByLabel('Saring menurut nama');
  // Until the script is there, typing does nothing.
  await expect(async () => {
    await field.fill('');
    await field.pressSequentially('zzz');
    await expect(rows.filter({ visible: true })).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await expect(page.getByText('Tidak ada nama yang cocok.')).toBeVisible();
  await audit(page);

  await field.fill('jambi');
  const names = await rows.filter({ visible: true }).getByRole('rowheader').allInnerTexts();
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect(name).toContain('Jambi');
  await expect(page.getByText('Tidak ada nama yang cocok.')).toBeHidden();

  await field.fill('');
  await expect(rows.filter({ visible: true })).toHaveCount(11);
});
