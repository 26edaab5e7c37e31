// Every page that a person can open, once. The tests in tests/pages.spec.ts and the pictures walk this list:
// a new page is a line here. CITY=kabupaten: those that look otherwise in a kabupaten, with its words and its time.

export type Listed = {
  /** Short name for titles and files. */
  name: string;
  path: string;
  /**
   * Links to follow from there, one after the other: the page is the one behind the last. For addresses with identifiers.
   * What begins with a dot is an address beside the page, for what only a form leads to.
   */
  follow?: string | string[];
  /** Who looks at it: the contact of a demo account. Without it, a visitor who is not signed in. */
  as?: string;
  /** The answer's status, when it is not 200. */
  status?: number;
  /** People print it or save it as PDF: the pictures show it on paper too. */
  printed?: boolean;
};

/** Links in lists to one of their things; an identifier begins with a digit, other addresses do not. */
const PLAN = 'main h3 a[href^="/rencana/0"]';
const PROPOSAL = 'main h3 a[href^="/usulan/0"]';
const MEETING = 'main a[href^="/musrenbang/0"]';
/** A proposal on an officer's desk. */
const ITEM = 'main a[href*="/usulan/0"][href^="/musrenbang/"]';
const MOVE = 'main a[href*="/urutan/pindah"]';
/** An officer whose meeting is closed. */
const CLOSED = 'petugas.15.71.01.1004@contoh.id';
/** A resident whose proposals no meeting has taken up. */
const PROPOSER = 'warga318@contoh.id';
/** The link to a page below. */
const part = (name: string) => `main a[href$="/${name}"]`;

const ofTheCity: Listed[] = [
  { name: 'home', path: '/' },
  { name: 'not-found', path: '/tidak-ada', status: 404 },

  { name: 'how-it-works', path: '/cara-kerja' },
  { name: 'glossary', path: '/istilah' },
  { name: 'privacy', path: '/privasi' },
  { name: 'accessibility', path: '/aksesibilitas' },
  { name: 'offline', path: '/luring' },

  { name: 'city', path: '/wilayah' },
  { name: 'kecamatan', path: '/wilayah/15.71.10' },
  { name: 'kecamatan-closed', path: '/wilayah/15.71.01' },
  { name: 'kelurahan', path: '/wilayah/15.71.10.1003' },
  { name: 'kelurahan-closed', path: '/wilayah/15.71.01.1004' },
  { name: 'rt', path: '/wilayah/15.71.10.1003-018' },

  { name: 'plans', path: '/rencana' },
  { name: 'plans-filtered', path: '/rencana?cari=sungai&urut=segera' },
  { name: 'plans-none', path: '/rencana?cari=tidakadayangini' },
  { name: 'plan-open', path: '/rencana?status=published', follow: PLAN, printed: true },
  { name: 'plan-open-resident', path: '/rencana?status=published', follow: PLAN, as: 'warga@contoh.id' },
  { name: 'plan-awaiting', path: '/rencana?status=awaiting_follow_up', follow: PLAN },
  { name: 'plan-followed-up', path: '/rencana?status=followed_up', follow: PLAN },
  { name: 'plan-finished', path: '/rencana?status=finished', follow: PLAN, printed: true },
  { name: 'plan-withdrawn', path: '/rencana?status=withdrawn', follow: PLAN },
  { name: 'response-rule', path: '/rencana/aturan' },
  { name: 'response-rule-planner', path: '/rencana/aturan', as: 'bappeda@contoh.id' },
  { name: 'plan-new', path: '/rencana/baru', as: 'opd@contoh.id' },
  { name: 'plans-own', path: '/rencana/kami', as: 'opd@contoh.id' },
  { name: 'plan-edit', path: '/rencana/kami', follow: part('ubah'), as: 'dishub@contoh.id' },
  { name: 'plan-photos', path: '/rencana/kami', follow: [part('ubah'), './foto'], as: 'dishub@contoh.id' },
  { name: 'plan-preview', path: '/rencana/kami', follow: [part('ubah'), './pratinjau'], as: 'dishub@contoh.id' },
  { name: 'plan-follow-up', path: '/rencana?status=awaiting_follow_up&opd=1-03', follow: [PLAN, part('tindak-lanjut')], as: 'opd@contoh.id' },
  { name: 'plan-progress', path: '/rencana?status=under_way', follow: [PLAN, part('kemajuan')], as: 'opd@contoh.id' },
  { name: 'plan-withdraw', path: '/rencana?status=published', follow: [PLAN, part('tarik')], as: 'opd@contoh.id' },

  { name: 'proposals', path: '/usulan' },
  { name: 'proposals-supported', path: '/usulan?urut=dukungan&wilayah=15.71.10' },
  { name: 'proposals-filtered', path: '/usulan?cari=jalan&tahap=kelurahan&status=reserve&tahun=2028' },
  { name: 'proposals-none', path: '/usulan?cari=tidakadayangini' },
  { name: 'proposal-city', path: '/usulan?tahap=kota', follow: PROPOSAL, printed: true },
  { name: 'proposal-rejected', path: '/usulan?status=rejected&wilayah=15.71.01', follow: PROPOSAL },
  { name: 'proposal-merged', path: '/usulan?status=merged', follow: PROPOSAL },
  { name: 'proposal-returned', path: '/usulan?status=returned', follow: PROPOSAL },
  { name: 'proposal-reserve', path: '/usulan?status=reserve&tahun=2028', follow: PROPOSAL },
  { name: 'proposal-under-way', path: '/usulan?status=under_way', follow: PROPOSAL },
  { name: 'proposal-again', path: '/usulan?cari=RT+05+Legok&tahun=2028', follow: PROPOSAL, as: 'tetangga@contoh.id' },
  { name: 'proposal-office', path: '/usulan?wilayah=15.71.10.1003', follow: PROPOSAL, as: 'lurah@contoh.id' },
  { name: 'proposal-hostile', path: '/usulan?cari=HYPERLINK', follow: PROPOSAL },
  { name: 'proposals-mine', path: '/usulan-saya', as: 'warga@contoh.id' },
  { name: 'proposals-mine-none', path: '/usulan-saya', as: 'tetangga@contoh.id' },
  { name: 'proposal-mine', path: '/usulan-saya', follow: PROPOSAL, as: 'warga@contoh.id' },
  { name: 'proposal-withdraw', path: '/usulan-saya', follow: [PROPOSAL, part('tarik')], as: PROPOSER },
  { name: 'proposal-start', path: '/usulan/baru', as: 'warga@contoh.id' },
  { name: 'proposal-start-for-resident', path: '/usulan/baru?atas-nama=1', as: 'rt@contoh.id' },
  { name: 'draft-kirim', path: '/usulan-saya', follow: part('kirim'), as: 'warga@contoh.id' },
  ...['masalah', 'tempat'].map((step) => ({
    name: `draft-${step}`,
    path: '/usulan-saya',
    follow: [part('kirim'), `main a[href*="/ubah/${step}"]`],
    as: 'warga@contoh.id',
  })),

  { name: 'meetings', path: '/musrenbang' },
  { name: 'meetings-rt', path: '/musrenbang?tahap=rt&keadaan=terlambat' },
  { name: 'meetings-kecamatan', path: '/musrenbang?tahap=kecamatan' },
  { name: 'meetings-forums', path: '/musrenbang?tahap=agency_forum' },
  { name: 'meetings-none', path: '/musrenbang?tahap=kota&keadaan=selesai' },
  { name: 'meeting-rt-closed', path: '/musrenbang?tahap=rt&keadaan=selesai', follow: MEETING },
  { name: 'meeting-kelurahan-closed', path: '/musrenbang?tahap=kelurahan&keadaan=selesai', follow: MEETING },
  { name: 'meeting-kecamatan-closed', path: '/musrenbang?tahap=kecamatan&keadaan=selesai', follow: MEETING, printed: true },
  { name: 'meeting-forum-closed', path: '/musrenbang?tahap=agency_forum&keadaan=selesai', follow: MEETING },
  { name: 'meeting-city', path: '/musrenbang?tahap=kota', follow: MEETING },
  { name: 'meetings-last-year', path: '/musrenbang?tahun=2027' },
  { name: 'meeting-city-last-year', path: '/musrenbang?tahun=2027&tahap=kota', follow: MEETING },
  { name: 'meeting-late', path: '/musrenbang?tahap=kelurahan&keadaan=terlambat', follow: MEETING },
  { name: 'meeting-papers', path: '/musrenbang?tahap=kecamatan&keadaan=selesai', follow: [MEETING, part('cetak')], printed: true },
  { name: 'meeting-papers-kelurahan', path: '/musrenbang?tahap=kelurahan&keadaan=selesai', follow: [MEETING, part('cetak')], printed: true },

  { name: 'inbox-rt', path: '/kotak-kerja', as: 'rt@contoh.id' },
  { name: 'inbox-kelurahan', path: '/kotak-kerja', as: 'lurah@contoh.id' },
  { name: 'inbox-kecamatan', path: '/kotak-kerja', as: 'camat@contoh.id' },
  { name: 'inbox-agency', path: '/kotak-kerja', as: 'opd@contoh.id' },
  { name: 'inbox-planner', path: '/kotak-kerja', as: 'bappeda@contoh.id' },
  { name: 'work-rt', path: '/kotak-kerja', follow: part('kerja'), as: 'rt@contoh.id' },
  { name: 'work-rt-order', path: '/kotak-kerja', follow: [part('kerja'), part('urutan')], as: 'rt@contoh.id' },
  { name: 'work', path: '/kotak-kerja', follow: part('kerja'), as: 'lurah@contoh.id' },
  { name: 'work-item', path: '/kotak-kerja', follow: ITEM, as: 'lurah@contoh.id' },
  ...['kembalikan', 'gabung', 'alihkan', 'rekomendasi', 'tolak'].map((action) => ({
    name: `work-item-${action}`,
    path: '/kotak-kerja',
    follow: [ITEM, `main a[href$="?tindakan=${action}"]`],
    as: 'lurah@contoh.id',
  })),
  { name: 'work-opening', path: '/kotak-kerja', follow: [part('kerja'), part('buka')], as: 'lurah@contoh.id' },
  { name: 'work-scores', path: '/kotak-kerja', follow: [part('kerja'), part('skor')], as: 'lurah@contoh.id' },
  { name: 'work-kecamatan', path: '/kotak-kerja', follow: part('kerja'), as: 'camat@contoh.id' },
  { name: 'work-kecamatan-opening', path: '/kotak-kerja', follow: [part('kerja'), part('buka')], as: 'camat@contoh.id' },
  { name: 'work-order', path: '/kotak-kerja', follow: [part('kerja'), part('urutan')], as: 'lurah.murni@contoh.id' },
  { name: 'work-move', path: '/kotak-kerja', follow: [part('kerja'), part('urutan'), MOVE], as: 'lurah.murni@contoh.id' },
  { name: 'work-delegates', path: '/kotak-kerja', follow: [part('kerja'), part('delegasi')], as: 'lurah.murni@contoh.id' },
  { name: 'work-check', path: '/kotak-kerja', follow: [part('kerja'), part('periksa')], as: 'lurah.murni@contoh.id' },
  {
    name: 'work-item-putuskan',
    path: '/kotak-kerja',
    follow: [part('kerja'), part('periksa'), ITEM, 'main a[href$="?tindakan=putuskan"]'],
    as: 'lurah.murni@contoh.id',
  },
  { name: 'work-city-order', path: '/kotak-kerja', follow: [part('kerja'), part('urutan')], as: 'bappeda@contoh.id' },
  { name: 'hall-order', path: '/kotak-kerja', follow: [part('kerja'), part('urutan'), 'main a[href$="layar=1"]'], as: 'lurah.murni@contoh.id' },
  { name: 'hall-work', path: '/kotak-kerja', follow: [part('kerja'), 'main a[href$="layar=1"]'], as: 'lurah.murni@contoh.id' },
  { name: 'hall-scores', path: '/kotak-kerja', follow: [part('kerja'), part('skor'), 'main a[href$="layar=1"]'], as: 'lurah@contoh.id' },
  { name: 'work-city-check', path: '/kotak-kerja', follow: [part('kerja'), part('periksa')], as: 'bappeda@contoh.id' },
  { name: 'work-closed', path: '/kotak-kerja', follow: [MEETING, part('kerja')], as: CLOSED },
  { name: 'inbox-objection', path: '/kotak-kerja', follow: '#keberatan a', as: 'camat@contoh.id' },
  { name: 'work-papers', path: '/kotak-kerja', follow: [MEETING, part('kerja'), part('pengesahan')], as: CLOSED },
  { name: 'work-reopen', path: '/kotak-kerja', follow: [MEETING, part('kerja'), part('buka-kembali')], as: CLOSED },

  { name: 'register', path: '/daftar' },
  { name: 'sign-in', path: '/masuk' },
  { name: 'forgot-password', path: '/masuk/lupa' },
  { name: 'new-password', path: '/masuk/kode' },
  { name: 'account', path: '/akun', as: 'warga@contoh.id' },
  { name: 'account-unconfirmed', path: '/akun', as: 'baru@contoh.id' },
  { name: 'password', path: '/akun/kata-sandi', as: 'warga@contoh.id' },
  { name: 'contacts', path: '/akun/kontak', as: 'warga@contoh.id' },
  { name: 'home-rt', path: '/akun/domisili', as: 'warga@contoh.id' },
  { name: 'forbidden', path: '/warga', as: 'warga@contoh.id', status: 403 },

  { name: 'second-step', path: '/akun/dua-langkah', as: 'bappeda@contoh.id' },
  { name: 'second-step-remove', path: '/akun/dua-langkah/lepas', as: 'bappeda@contoh.id' },
  { name: 'second-step-codes', path: '/akun/dua-langkah/kode', as: 'bappeda@contoh.id' },
  { name: 'passkeys', path: '/akun/kunci-sandi', as: 'warga@contoh.id' },
  { name: 'residents-confirmed', path: '/warga?lihat=dikonfirmasi', as: 'lurah@contoh.id' },
  { name: 'account-delete', path: '/akun/hapus', as: 'warga@contoh.id' },

  { name: 'residents', path: '/warga', as: 'rt@contoh.id' },
  { name: 'resident-codes', path: '/warga/kode', as: 'lurah@contoh.id' },
  { name: 'residents-kelurahan', path: '/warga', as: 'lurah@contoh.id' },

  { name: 'people', path: '/admin/orang', as: 'admin@contoh.id' },
  { name: 'person', path: '/admin/orang', follow: 'main a[href^="/admin/orang/"]', as: 'admin@contoh.id' },
  { name: 'appointments', path: '/admin/penunjukan', as: 'admin@contoh.id' },
  { name: 'settings', path: '/admin/kota', as: 'admin@contoh.id' },
  { name: 'settings-planner', path: '/admin/kota', as: 'bappeda@contoh.id' },
  { name: 'settings-read', path: '/admin/kota', as: 'inspektorat@contoh.id' },
  { name: 'weights', path: '/admin/bobot', as: 'bappeda@contoh.id' },
  { name: 'weights-set', path: '/admin/bobot?tahun=2028', as: 'bappeda@contoh.id' },
  { name: 'log', path: '/admin/log', as: 'inspektorat@contoh.id' },

  { name: 'home-resident', path: '/', as: 'warga@contoh.id' },
  { name: 'home-office', path: '/', as: 'lurah@contoh.id' },
  { name: 'city-page', path: '/wilayah/15.71' },
  { name: 'calendar', path: '/kalender', printed: true },
  { name: 'calendar-year', path: '/kalender?tahun=2027' },
  { name: 'region-year', path: '/wilayah/15.71.10.1003?tahun=2027' },
  { name: 'data', path: '/data' },
  { name: 'plans-unknown-region', path: '/rencana?wilayah=99.99' },
];

const ofTheRegency: Listed[] = [
  { name: 'home', path: '/' },
  { name: 'how-it-works', path: '/cara-kerja' },
  { name: 'glossary', path: '/istilah' },
  { name: 'city', path: '/wilayah' },
  { name: 'kecamatan', path: '/wilayah/82.69.01' },
  { name: 'kelurahan', path: '/wilayah/82.69.01.1001' },
  { name: 'desa', path: '/wilayah/82.69.01.2002' },
  { name: 'rw', path: '/wilayah/82.69.01.2002-02' },
  { name: 'rt', path: '/wilayah/82.69.01.2002-02.001' },
  { name: 'proposals', path: '/usulan' },
  { name: 'proposal', path: '/usulan', follow: PROPOSAL, printed: true },
  { name: 'meetings', path: '/musrenbang' },
  { name: 'meeting', path: '/musrenbang?tahap=kelurahan', follow: MEETING, printed: true },
  { name: 'calendar', path: '/kalender', printed: true },
  { name: 'home-resident', path: '/', as: 'warga@contoh.id' },
  { name: 'home-office', path: '/', as: 'kades@contoh.id' },
  { name: 'residents', path: '/warga', as: 'kades@contoh.id' },
  { name: 'settings', path: '/admin/kota', as: 'admin@contoh.id' },
  { name: 'weights', path: '/admin/bobot', as: 'bappeda@contoh.id' },
];

export const pages = process.env.CITY === 'kabupaten' ? ofTheRegency : ofTheCity;
