// One planning year of a kelurahan across the river: from a registration to the ranked list of the city, as a planner
// takes it away.
import { answered } from '../support/hands.ts';
import { Meeting, menu } from '../support/meetings.ts';
import { appoint, changePasswordAndLeave, confirmResidence, OWN_PASSWORD, People, type Person, signIn } from '../support/people.ts';
import { expectStanding, propose, send, type Sent, support, writeDraft } from '../support/proposals.ts';
import { download, rupiah } from '../support/sheets.ts';
import { expect, test } from '../support/test.ts';

const HOME = { kelurahan: 'Tengah', rt: 'RT 02' };
const RT = '15.71.05.1004-002';
const KELURAHAN = '15.71.05.1004';
const KECAMATAN = '15.71.05';

const LANE = {
  title: 'Rabat beton Lorong Gaharu sampai surau',
  problem: 'Lorong Gaharu masih tanah. Setiap pasang besar anak-anak ke sekolah lewat lumpur.',
  type: 'Pembangunan jalan lingkungan rabat beton',
  volume: '240',
  address: 'Lorong Gaharu, dekat surau',
  households: '85',
};
const SAME_LANE = {
  ...LANE,
  title: 'Pengecoran Lorong Gaharu yang selalu becek',
  problem: 'Lorong Gaharu becek dan licin, jemaah lanjut usia sudah beberapa kali terpeleset.',
  volume: '200',
};
const DITCH = {
  title: 'Parit Lorong Meranti supaya air pasang cepat surut',
  problem: 'Air pasang menggenang tiga hari di Lorong Meranti karena tidak ada saluran ke sungai.',
  type: 'Pembangunan drainase/parit lingkungan',
  volume: '9000',
  address: 'Lorong Meranti dari simpang sampai tepi sungai',
  households: '60',
};
const STREET = {
  title: 'Pengaspalan ulang Jalan Keramat di tepi sungai',
  problem: 'Aspal Jalan Keramat mengelupas sejak banjir, dua orang sudah jatuh dari sepeda motor.',
  type: 'Rehabilitasi jalan lingkungan (aspal)',
  volume: '120,5',
  address: 'Jalan Keramat, RT 02',
  households: '40',
};
const RING_ROAD = {
  ...LANE,
  title: 'Jalan beton keliling kampung selebar enam meter',
  problem: 'Mobil pemadam dan ambulans tidak dapat masuk ke bagian belakang kampung.',
  volume: '6000',
  address: 'Keliling kampung RT 02',
};
const YARD = {
  ...LANE,
  title: 'Beton halaman gudang kosong di ujung lorong',
  problem: 'Halaman gudang dipakai anak-anak bermain bola dan becek sepanjang tahun.',
  volume: '90',
  address: 'Ujung Lorong Gaharu',
};

const TOLD = {
  ...LANE,
  title: 'Titian kayu di belakang surau yang lapuk',
  problem: 'Titian kayu lapuk, nenek yang tinggal di ujungnya tidak berani lewat lagi.',
  volume: '25',
  address: 'Belakang surau Lorong Gaharu',
};

const TOO_DEAR = 'Usulan layak, tetapi biayanya melampaui sisa pagu kelurahan tahun ini. Naik bila ada tambahan pagu.';
const DISPUTED = 'Tanah gudang masih disengketakan dua keluarga. Usulkan kembali setelah ada surat hibah.';
const NO_MONEY = 'Jumlah biaya usulan di atasnya sudah mencapai pagu.';
const LATER = 'Layak, tetapi pagu kota sudah terpakai untuk jalan yang lebih parah. Naik bila ada tambahan pagu.';
const ADDED = 'Pagu kota ditambah pada perubahan rancangan RKPD.';
const LIVES = 'Parit itu satu-satunya jalan air; tanpanya jalan yang baru akan rusak lagi.';

test('a proposal goes from the lane to the list of the city', async ({ browser, audit, hands }) => {
  test.setTimeout(900_000);
  const people = new People(browser, hands);
  const admin = await people.account('admin@contoh.id');

  const [head, lurah, camat] = await test.step('the offices of the place are given to people', async () => {
    const offices = [
      ['Ketua Dua', 'Ketua RT', RT],
      ['Lurah Tengah', 'Petugas kelurahan', KELURAHAN],
      ['Camat Pelayangan', 'Petugas kecamatan', KECAMATAN],
    ];
    const officers: Person[] = [];
    for (const [name, role, place] of offices) {
      const officer = await people.register(name, HOME);
      await appoint(admin, officer, role, place);
      await signIn(officer, officer.contact, OWN_PASSWORD);
      officers.push(officer);
    }
    return officers;
  });

  const [siti, budi, rina] = await test.step('residents register and are confirmed', async () => {
    const residents: Person[] = [];
    for (const name of ['Siti Seberang', 'Budi Seberang', 'Rina Seberang']) residents.push(await people.register(name, HOME));
    const [first, ...others] = residents;
    await first.page.goto('/akun');
    await expect(first.page.getByText('Menunggu konfirmasi')).toBeVisible();
    await confirmResidence(head, first);
    for (const other of others) await confirmResidence(lurah, other);
    await first.page.goto('/akun');
    await expect(first.page.getByText('Sudah dikonfirmasi')).toBeVisible();
    return residents;
  });

  const sent: Record<string, Sent> = {};

  await test.step('a resident writes with a photo; a double click sends one', async () => {
    await writeDraft(siti, LANE);
    await audit(siti.page);
    sent.lane = await send(siti, LANE.title);
    await expect(siti.page.locator('.face--band img')).toBeVisible();
    await siti.page.goto('/usulan-saya');
    await expect(siti.page.getByRole('heading', { name: 'Perlu Anda selesaikan' })).toHaveCount(0);
    await expect(siti.page.getByRole('link', { name: LANE.title })).toHaveCount(1);
  });

  await test.step('a neighbour is shown the similar one and sends another all the same', async () => {
    await writeDraft(budi, SAME_LANE);
    await expect(budi.page.getByRole('heading', { name: 'Usulan serupa di sekitar' })).toBeVisible();
    await expect(budi.page.getByRole('link', { name: LANE.title })).toBeVisible();
    await audit(budi.page);
    sent.sameLane = await send(budi, SAME_LANE.title);
  });

  await test.step('more needs of the same lanes', async () => {
    sent.ditch = await propose(rina, DITCH);
    sent.street = await propose(siti, STREET);
    sent.ringRoad = await propose(budi, RING_ROAD);
    sent.yard = await propose(rina, YARD);
  });

  await test.step('the head of the RT writes down what somebody without a phone tells', async () => {
    await propose(head, TOLD, 'Nenek Halimah');
    await siti.page.goto(new URL(head.page.url()).pathname);
    await expect(siti.page.getByText('dicatat oleh Ketua RT atas nama warga')).toBeVisible();
    await expect(siti.page.getByText('Halimah')).toHaveCount(0);
    await lurah.page.goto(new URL(head.page.url()).pathname);
    await lurah.hands.press(lurah.page.getByRole('button', { name: 'Benar, ini usulan warga kami' }));
    await expect(lurah.page.getByRole('status')).toContainText('Petugas yang mencatat usulan ini sekarang dapat memutuskannya');
  });

  await test.step('neighbours support', async () => {
    for (const [person, proposal] of [[budi, sent.lane], [rina, sent.lane], [rina, sent.sameLane], [siti, sent.sameLane], [siti, sent.ditch]] as const) {
      await support(person, proposal);
    }
  });

  const ours = [LANE, SAME_LANE, DITCH, STREET, RING_ROAD, YARD].map(({ title }) => title);

  await test.step('the RT returns one, which is corrected and sent again, and sends its list up', async () => {
    const meeting = await Meeting.find(head, 'RT 02, Kel. Tengah');
    await meeting.sendBack(DITCH.title, { code: 'Data belum lengkap', text: 'Panjang parit 9.000 m tidak mungkin. Ukur kembali, lalu kirim lagi.' });

    await expectStanding(rina.page, sent.ditch, 'Dikembalikan', 'Rembuk RT');
    await expect(rina.page.getByText('Ukur kembali, lalu kirim lagi.')).toBeVisible();
    await rina.hands.press(rina.page.getByRole('link', { name: 'Lengkapi dan kirim kembali' }));
    await expect(rina.page.getByText('Dikembalikan oleh')).toBeVisible();
    await rina.hands.press(rina.page.getByRole('link', { name: 'Ganti Ukuran atau jumlah (volume)' }));
    await rina.hands.type(rina.page.getByLabel('Ukuran atau jumlah (volume)'), '90');
    await rina.hands.press(rina.page.getByRole('button', { name: 'Lanjut', exact: true }));
    await expect(rina.page.getByText('Rp67.500.000')).toBeVisible();
    await send(rina, DITCH.title);
    await expectStanding(rina.page, sent.ditch, 'Dikirim', 'Rembuk RT');

    await meeting.open({ place: 'Surau Lorong Gaharu', leader: 'Ketua RT 02', came: 31, women: 14 });
    await meeting.acceptSuggestion(NO_MONEY);
    for (const title of await meeting.decided('Disepakati')) {
      if (!ours.includes(title)) await meeting.decide(title, 'Ditunda ke tahun depan', { code: 'Warga belum sepakat', text: 'Warga ingin membahasnya lagi tahun depan.' });
    }
    expect(await meeting.blockers()).toContain('Delegasi belum dicatat');
    await meeting.addDelegate('Aminah', 'RT 02', true);
    await meeting.close();
  });

  await test.step('the kelurahan merges two, refuses one, and money leaves one in reserve', async () => {
    const meeting = await Meeting.find(lurah, 'Kel. Tengah, Kec. Pelayangan');
    await meeting.merge(SAME_LANE.title, DITCH.title, 'Lorongnya bersebelahan.');
    await meeting.undoMerge(SAME_LANE.title, { code: 'Lainnya', text: 'Keliru: yang sama adalah rabat beton Lorong Gaharu.' });
    await meeting.merge(SAME_LANE.title, LANE.title, 'Lorong dan masalahnya sama.');
    await meeting.refuse(YARD.title, { code: 'Lahan dalam sengketa', text: DISPUTED });
    await meeting.verifyAll();
    await meeting.open({ place: 'Aula Kelurahan Tengah', leader: 'Lurah Tengah', came: 46, women: 21 });
    expect(await meeting.blockers()).toContain(`Belum diputuskan: ${LANE.title}`);
    await meeting.score({ [LANE.title]: 5, [DITCH.title]: 4, [STREET.title]: 3, [RING_ROAD.title]: 1 });
    await audit(lurah.page);
    await meeting.computeOrder();
    expect(await meeting.order()).toEqual([LANE.title, DITCH.title, STREET.title, RING_ROAD.title]);
    await audit(lurah.page);
    await meeting.acceptSuggestion(TOO_DEAR);
    await meeting.addDelegate('Aminah', 'RT 02', true);
    await meeting.addDelegate('Pak Leman', 'LPM', false);
    await audit(lurah.page);
    await meeting.close();
    await meeting.reopen({ code: 'Lainnya', text: 'Seorang delegasi belum tercatat.' });
    await meeting.addDelegate('Bu Halimah', 'PKK', true);
    await meeting.close();
    await audit(lurah.page);
  });

  await test.step('each of them says what became of it, and why', async () => {
    const { page } = siti;
    await expectStanding(page, sent.sameLane, 'Digabung', 'Kelurahan');
    await expect(page.getByRole('heading', { name: 'Digabung ke dalam' })).toBeVisible();
    await expectStanding(page, sent.lane, 'Dikirim', 'Kecamatan');
    await expect(page.locator('#dukungan .stat b')).toHaveText('3');
    await expectStanding(page, sent.yard, 'Belum dapat diterima', 'Kelurahan');
    await expect(page.getByText(DISPUTED)).toBeVisible();
    await expectStanding(page, sent.ringRoad, 'Cadangan', 'Kelurahan');
    await expect(page.getByText(TOO_DEAR)).toBeVisible();
  });

  await test.step('the kecamatan and the agency pass three on', async () => {
    const opd = await people.account('opd@contoh.id');
    const stages = [
      [await Meeting.find(camat, 'Kec. Pelayangan'), 'Aula kecamatan', 'Camat Pelayangan'],
      [await Meeting.find(opd, 'Dinas Pekerjaan Umum dan Penataan Ruang'), 'Aula Dinas PUPR', 'Sekretaris dinas'],
    ] as const;
    for (const [meeting, place, leader] of stages) {
      await meeting.verifyAll();
      await meeting.open({ place, leader, came: 60, women: 20 });
      await meeting.score({ [LANE.title]: 5, [DITCH.title]: 4, [STREET.title]: 4 });
      await meeting.computeOrder();
      await meeting.acceptSuggestion(NO_MONEY);
      await meeting.addDelegate('Pak Leman', 'LPM Kelurahan Tengah', false);
      await meeting.addDelegate('Aminah', 'RT 02 Kelurahan Tengah', true);
      await meeting.close();
    }
  });

  const bappeda = await people.account('bappeda@contoh.id');
  const city = await Meeting.find(bappeda, 'Kota Jambi');

  await test.step('the city moves one with a reason, leaves one in reserve and closes', async () => {
    await city.verifyAll();
    await city.open({ place: 'Aula Griya Mayang', leader: 'Kepala Bappeda', came: 120, women: 48 });
    await city.score({ [LANE.title]: 5, [DITCH.title]: 4, [STREET.title]: 4 });
    await city.computeOrder();
    const before = await city.order();
    expect(before.indexOf(LANE.title)).toBeLessThan(before.indexOf(DITCH.title));
    await city.move(DITCH.title, before.indexOf(LANE.title) + 1, LIVES);
    await city.decide(STREET.title, 'Cadangan', { code: 'Melebihi uang yang tersedia (pagu)', text: LATER });
    await city.acceptSuggestion(NO_MONEY);
    await city.explainExcess('Sumber dana lain sedang dibahas.');
    await city.close();
  });

  await test.step('the list of the city is what the planner takes away', async () => {
    const { page } = bappeda;
    const rows = page.locator('section', { has: page.getByRole('heading', { name: 'Daftar prioritas' }) }).locator('.table-scroll > table > tbody > tr');
    const ranked = await rows.evaluateAll((lines) =>
      lines.map((line) => ({ title: line.querySelector(':scope > td:nth-child(2) > a')?.textContent, cost: line.querySelector(':scope > td:nth-child(4)')?.textContent })),
    );
    const titles = ranked.map(({ title }) => title);
    expect(titles.indexOf(DITCH.title) + 1, 'the moved one stands right above').toBe(titles.indexOf(LANE.title));
    expect(titles).not.toContain(STREET.title);
    await expect(page.getByText(LIVES).first()).toBeVisible();

    const sheet = await download(bappeda.hands, page.getByRole('link', { name: 'Semua daftar, XLSX' }));
    const priority = sheet.filter((row) => row['Daftar'] === 'Prioritas');
    expect(priority.map((row) => [row['Urutan'], row['Judul'], row['Biaya (Rp)']])).toEqual(
      ranked.map(({ title, cost }, index) => [index + 1, title, rupiah(cost ?? '')]),
    );

    const reserves = page.locator('section', { has: page.getByRole('heading', { name: /^Cadangan/ }) }).getByRole('listitem');
    const reserved = sheet.filter((row) => row['Daftar'] === 'Cadangan');
    await expect(reserves).toHaveCount(reserved.length);
    for (const row of reserved) {
      const line = reserves.filter({ hasText: `${row['Nomor usulan']}` });
      await expect(line.getByRole('link')).toHaveText(`${row['Judul']}`);
      await expect(line).toContainText(`${row['Alasan']}`);
    }
    expect(reserved).toContainEqual(expect.objectContaining({ 'Judul': STREET.title, 'Kode alasan': 'PAGU', 'Alasan': LATER, 'Volume': 120.5, 'Biaya (Rp)': 30_125_000 }));
  });

  await test.step('the lists of the kelurahan and of its proposals say the same', async () => {
    const { page, hands } = bappeda;
    await menu(bappeda, 'Musrenbang');
    // A list stays where it is with a script, and is another page without.
    await hands.operate(page.getByRole('link', { name: 'Kelurahan', exact: true }));
    await expect(page).toHaveURL(/tahap=kelurahan/);
    await hands.choose(page.getByLabel('Kecamatan', { exact: true }), 'Pelayangan');
    await hands.operate(page.getByRole('button', { name: 'Tampilkan' }));
    await expect(page).toHaveURL(/wilayah=/);
    await answered(page);
    await hands.press(page.getByRole('link', { name: 'Kel. Tengah, Kec. Pelayangan' }));
    const sheet = await download(bappeda.hands, page.getByRole('link', { name: 'Semua daftar, XLSX' }));
    expect(sheet.map((row) => [row['Daftar'], row['Judul'], row['Kode alasan']])).toEqual([
      ['Prioritas', LANE.title, null],
      ['Prioritas', DITCH.title, null],
      ['Prioritas', STREET.title, null],
      ['Cadangan', RING_ROAD.title, 'PAGU'],
      ['Belum dapat diakomodasi', YARD.title, 'LAHAN_SENGKETA'],
      ['Digabung dengan usulan lain', SAME_LANE.title, 'GANDA'],
    ]);
    for (const row of sheet.slice(3)) await expect(page.getByRole('listitem').filter({ hasText: `${row['Nomor usulan']}` })).toContainText(`${row['Alasan']}`);

    await menu(bappeda, 'Usulan');
    await hands.choose(page.getByLabel('Wilayah', { exact: true }), 'Tengah');
    await hands.choose(page.getByLabel('Status', { exact: true }), 'Belum dapat diterima');
    await hands.operate(page.getByRole('button', { name: 'Tampilkan' }));
    await expect(page).toHaveURL(/wilayah=.*status=/);
    await answered(page);
    await expect(page.getByRole('link', { name: YARD.title })).toBeVisible();
    const refused = await download(bappeda.hands, page.getByRole('link', { name: 'XLSX' }));
    expect(refused).toContainEqual(
      expect.objectContaining({ 'Judul': YARD.title, 'Perkiraan biaya (Rp)': 31_500_000, 'Kode alasan': 'LAHAN_SENGKETA', 'Alasan': DISPUTED, 'Kode kelurahan': KELURAHAN }),
    );
  });

  await test.step('money is found, and the reserve of the city goes on', async () => {
    await city.promote(STREET.title, { code: 'Lainnya', text: ADDED });
    await expectStanding(siti.page, sent.street, 'Diteruskan', 'Kota');
    await expect(siti.page.getByText(ADDED)).toBeVisible();
  });

  await test.step('a resident changes the password and is signed out everywhere', async () => {
    const phone = await people.account(budi.contact, OWN_PASSWORD);
    await changePasswordAndLeave(budi, 'gerobak tua lewat jembatan');
    await phone.page.goto('/akun');
    await expect(phone.page).toHaveURL(/\/masuk/);
    await signIn(phone, budi.contact, 'gerobak tua lewat jembatan');
  });
});
