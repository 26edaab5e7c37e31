// Every page that a person can open, once. The tests in tests/pages.spec.ts and the pictures walk this list:
// a new page is a line here.

export type Listed = {
  /** Short name for titles and files. */
  name: string;
  path: string;
  /** A link to click there: the page is the one behind it. For pages whose address holds an identifier. */
  follow?: string;
  /** Who looks at it: the contact of a demo account. Without it, a visitor who is not signed in. */
  as?: string;
  /** The answer's status, when it is not 200. */
  status?: number;
  /** People print it or save it as PDF: the pictures show it on paper too. */
  printed?: boolean;
};

export const pages: Listed[] = [
  { name: 'home', path: '/' },
  { name: 'not-found', path: '/tidak-ada', status: 404 },

  { name: 'how-it-works', path: '/cara-kerja' },
  { name: 'glossary', path: '/istilah' },
  { name: 'privacy', path: '/privasi' },
  { name: 'accessibility', path: '/aksesibilitas' },

  { name: 'city', path: '/wilayah' },
  { name: 'kecamatan', path: '/wilayah/15.71.10' },
  { name: 'kelurahan', path: '/wilayah/15.71.10.1003' },
  { name: 'rt', path: '/wilayah/15.71.10.1003-018' },

  { name: 'register', path: '/daftar' },
  { name: 'sign-in', path: '/masuk' },
  { name: 'account', path: '/akun', as: 'warga@contoh.id' },
  { name: 'account-unconfirmed', path: '/akun', as: 'baru@contoh.id' },
  { name: 'password', path: '/akun/kata-sandi', as: 'warga@contoh.id' },
  { name: 'home-rt', path: '/akun/domisili', as: 'warga@contoh.id' },
  { name: 'forbidden', path: '/warga', as: 'warga@contoh.id', status: 403 },

  { name: 'residents', path: '/warga', as: 'rt@contoh.id' },
  { name: 'residents-kelurahan', path: '/warga', as: 'lurah@contoh.id' },

  { name: 'people', path: '/admin/orang', as: 'admin@contoh.id' },
  { name: 'person', path: '/admin/orang', follow: 'main a[href^="/admin/orang/"]', as: 'admin@contoh.id' },
  { name: 'log', path: '/admin/log', as: 'inspektorat@contoh.id' },

  { name: 'home-resident', path: '/', as: 'warga@contoh.id' },
  { name: 'home-office', path: '/', as: 'lurah@contoh.id' },
  { name: 'city-page', path: '/wilayah/15.71' },
  { name: 'calendar', path: '/kalender', printed: true },
  { name: 'data', path: '/data' },
  { name: 'plans-unknown-region', path: '/rencana?wilayah=99.99' },
];
