//! Who gets where. Adding a route is adding one line: method, path as in `routes`, and one mark per kind of person.
//!
//! ```text
//!  +  let in and done (2xx, 3xx)
//!  s  has to sign in first
//!  x  forbidden: not your office, not confirmed, not on yourself
//!  0  not found
//! ```
//!
//! Each address is asked for in a city in which the act succeeds (`scenes.rs`). Forms are sent whole (`forms.rs`), and
//! by those who may not also empty: whoever may not send one is told so before anybody looks at what they typed.
//! Addresses with
//! `{id}` lead to the things of `seeds.rs`, all in RT 1 of Legok or of the agency PUPR; a new kind of thing is one field and
//! one line there. Spaces in the marks are for the eye only.

use super::roles::Role;

/// Method, path, one mark per role in the order of [`Role`].
pub type Row = (&'static str, &'static str, &'static str);

const EVERYBODY: &str = "+++ ++++ ++ +++++ +";
/// What only works at a site with a name, which the one of this test does not have: whoever is let in reads so there,
/// and whoever is signed in already is led on. The whole way is walked in http `passkeys`.
pub fn wants_a_name(path: &str, role: Role) -> bool {
    match path {
        "/akun/kunci-sandi" | "/akun/kunci-sandi/baru" => true,
        "/masuk/kunci-sandi" | "/masuk/kunci-sandi/jawaban" => role == Role::Public,
        _ => false,
    }
}

const SIGNED_IN: &str = "s++ ++++ ++ +++++ +";
const CONFIRMED: &str = "sx+ ++++ ++ +++++ +";

#[rustfmt::skip]
pub const PAGES: &[Row] = &[
    //                                                             public, new, confirmed
    //                                                             |   RT head, kelurahan, another, kecamatan
    //                                                             |   |    agency, another
    //                                                             |   |    |  planner, admin, moderator, inspector, former
    //                                                             |   |    |  |     the writer
    ("GET",  "/",                                                 EVERYBODY),
    ("POST", "/bahasa",                                           EVERYBODY),
    ("GET",  "/cara-kerja",                                       EVERYBODY),
    ("GET",  "/istilah",                                          EVERYBODY),
    ("GET",  "/luring",                                           EVERYBODY),
    ("GET",  "/manifest.webmanifest",                             EVERYBODY),
    ("GET",  "/ikon-192.png",                                     EVERYBODY),
    ("GET",  "/ikon-512.png",                                     EVERYBODY),
    ("GET",  "/ikon-penuh.png",                                   EVERYBODY),
    ("GET",  "/privasi",                                          EVERYBODY),
    ("GET",  "/aksesibilitas",                                    EVERYBODY),
    ("GET",  "/wilayah",                                          EVERYBODY),
    ("GET",  "/wilayah/{code}",                                   EVERYBODY),
    ("GET",  "/kalender",                                         EVERYBODY),
    ("GET",  "/data",                                             EVERYBODY),
    ("GET",  "/data/rencana.json",                                EVERYBODY),
    ("GET",  "/data/musyawarah.json",                             EVERYBODY),
    ("GET",  "/data/wilayah.csv",                                 EVERYBODY),
    ("GET",  "/data/wilayah.xlsx",                                EVERYBODY),
    ("GET",  "/daftar",                                           EVERYBODY),
    ("POST", "/daftar",                                           EVERYBODY),
    ("GET",  "/masuk",                                            EVERYBODY),
    ("POST", "/masuk",                                            EVERYBODY),
    ("GET",  "/masuk/lupa",                                       EVERYBODY),
    ("POST", "/masuk/lupa",                                       EVERYBODY),
    ("GET",  "/masuk/kode",                                       EVERYBODY),
    ("POST", "/masuk/kode",                                       EVERYBODY),
    ("POST", "/keluar",                                           EVERYBODY),
    ("POST", "/keluar/semua",                                     SIGNED_IN),
    ("GET",  "/akun",                                             SIGNED_IN),
    ("GET",  "/akun/kontak",                                      SIGNED_IN),
    ("POST", "/akun/kontak",                                      SIGNED_IN),
    ("POST", "/akun/kontak/pastikan",                             SIGNED_IN),
    ("POST", "/akun/kontak/kode",                                 SIGNED_IN),
    ("POST", "/akun/sesi/{name}/akhiri",                          SIGNED_IN),
    ("GET",  "/akun/kata-sandi",                                  SIGNED_IN),
    ("POST", "/akun/kata-sandi",                                  SIGNED_IN),
    ("GET",  "/akun/domisili",                                    SIGNED_IN),
    ("POST", "/akun/domisili",                                    SIGNED_IN),
    ("POST", "/masuk/langkah-kedua",                               EVERYBODY),
    ("GET",  "/akun/dua-langkah",                                 SIGNED_IN),
    ("POST", "/akun/dua-langkah",                                 SIGNED_IN),
    ("POST", "/akun/dua-langkah/mulai",                           SIGNED_IN),
    ("GET",  "/akun/dua-langkah/lepas",                           SIGNED_IN),
    ("POST", "/akun/dua-langkah/lepas",                           SIGNED_IN),
    ("GET",  "/akun/dua-langkah/kode",                            SIGNED_IN),
    ("POST", "/akun/dua-langkah/kode",                            SIGNED_IN),
    ("POST", "/masuk/kunci-sandi",                                EVERYBODY),
    ("POST", "/masuk/kunci-sandi/jawaban",                        EVERYBODY),
    ("GET",  "/akun/kunci-sandi",                                 SIGNED_IN),
    ("POST", "/akun/kunci-sandi",                                 SIGNED_IN),
    ("POST", "/akun/kunci-sandi/baru",                            SIGNED_IN),
    // The writer's.
    ("GET",  "/akun/kunci-sandi/{id}",                            "s00 0000 00 00000 +"),
    ("POST", "/akun/kunci-sandi/{id}/nama",                       "s00 0000 00 00000 +"),
    ("POST", "/akun/kunci-sandi/{id}/hapus",                      "s00 0000 00 00000 +"),
    ("GET",  "/akun/bukti",                                       SIGNED_IN),
    ("GET",  "/akun/bukti/{sequence}",                            "s00 0000 00 00000 +"),
    ("GET",  "/akun/data.json",                                   SIGNED_IN),
    ("GET",  "/akun/hapus",                                       SIGNED_IN),
    ("POST", "/akun/hapus",                                       SIGNED_IN),
    ("GET",  "/warga",                                            "sxx +++x xx xxxxx x"),
    ("POST", "/warga",                                            "sxx +++x xx xxxxx x"),
    ("GET",  "/warga/{id}/batal",                                 "sxx ++xx xx xxxxx x"),
    ("POST", "/warga/{id}/batal",                                 "sxx ++xx xx xxxxx x"),
    ("POST", "/warga/{id}/konfirmasi",                            "sxx ++xx xx xxxxx x"),
    ("POST", "/warga/{id}/bukan",                                 "sxx ++xx xx xxxxx x"),
    ("GET",  "/warga/kode",                                       "sxx x++x xx xxxxx x"),
    ("POST", "/warga/kode",                                       "sxx x++x xx xxxxx x"),
    ("POST", "/warga/{id}/kode",                                  "sxx x+xx xx x+xxx x"),
    ("POST", "/warga/{id}/kode-telepon",                          "sxx x+xx xx x+xxx x"),
    ("POST", "/admin/orang/{id}/kode",                            "sxx xxxx xx x+xxx x"),
    ("GET",  "/admin/orang",                                      "sxx xxxx xx x+x+x x"),
    ("POST", "/admin/orang",                                      "sxx xxxx xx x+x+x x"),
    ("GET",  "/admin/orang/{id}",                                 "sxx xxxx xx x+x+x x"),
    ("POST", "/admin/orang/{id}/peran",                           "sxx xxxx xx x+xxx x"),
    ("POST", "/admin/orang/{id}/peran/{assignment}/akhiri",       "sxx xxxx xx x+xxx x"),
    ("POST", "/admin/orang/{id}/tutup",                           "sxx xxxx xx x+xxx x"),
    ("POST", "/admin/orang/{id}/buka",                            "sxx xxxx xx x+xxx x"),
    ("POST", "/admin/orang/{id}/lepas-dua-langkah",               "sxx xxxx xx x+xxx x"),
    ("GET",  "/admin/penunjukan",                                 "sxx xxxx xx x+x+x x"),
    // Proposed by an admin who is none of the roles.
    ("POST", "/admin/penunjukan/{id}/setujui",                    "sxx xxxx xx x+xxx x"),
    ("POST", "/admin/penunjukan/{id}/tolak",                      "sxx xxxx xx x+xxx x"),
    ("GET",  "/admin/kota",                                       "sxx xxxx xx ++x+x x"),
    ("POST", "/admin/kota",                                       "sxx xxxx xx ++xxx x"),
    ("GET",  "/admin/bobot",                                      "sxx xxxx xx ++x+x x"),
    ("POST", "/admin/bobot/{year}",                               "sxx xxxx xx +xxxx x"),
    ("POST", "/admin/kota/lambang",                               "sxx xxxx xx x+xxx x"),
    ("GET",  "/lambang.png",                                      "000 0000 00 00000 0"),
    ("GET",  "/kota.css",                                         EVERYBODY),
    ("GET",  "/admin/log",                                        "sxx xxxx xx x+x+x x"),
    ("GET",  "/rencana",                                          EVERYBODY),
    ("GET",  "/rencana/{id}",                                     EVERYBODY),
    ("POST", "/rencana/{id}/tanggapan",                           CONFIRMED),
    ("POST", "/rencana/{id}/komentar",                            SIGNED_IN),
    ("POST", "/rencana/{id}/jawaban",                             "sxx xxxx +x +xxxx x"),
    ("GET",  "/rencana/kami",                                     "sxx xxxx ++ +xxxx x"),
    ("GET",  "/rencana/aturan",                                   EVERYBODY),
    ("GET",  "/rencana/baru",                                     "sxx xxxx ++ +xxxx x"),
    ("POST", "/rencana/baru",                                     "sxx xxxx +x +xxxx x"),
    // Of a draft nobody else learns that it exists.
    ("GET",  "/rencana/{id}/ubah",                                "s00 0000 +0 +0000 0"),
    ("POST", "/rencana/{id}/ubah",                                "s00 0000 +0 +0000 0"),
    ("GET",  "/rencana/{id}/foto",                                "s00 0000 +0 +0000 0"),
    ("POST", "/rencana/{id}/foto",                                "s00 0000 +0 +0000 0"),
    ("POST", "/rencana/{id}/foto/{photo}/keterangan",             "s00 0000 +0 +0000 0"),
    ("POST", "/rencana/{id}/foto/{photo}/hapus",                  "s00 0000 +0 +0000 0"),
    ("GET",  "/rencana/{id}/pratinjau",                           "s00 0000 +0 +0000 0"),
    ("POST", "/rencana/{id}/terbitkan",                           "s00 0000 +0 +0000 0"),
    ("GET",  "/rencana/{id}/tindak-lanjut",                       "sxx xxxx +x +xxxx x"),
    ("POST", "/rencana/{id}/tindak-lanjut",                       "sxx xxxx +x +xxxx x"),
    ("POST", "/rencana/{id}/perpanjang",                          "sxx xxxx +x +xxxx x"),
    ("GET",  "/rencana/{id}/kemajuan",                            "sxx xxxx +x +xxxx x"),
    ("POST", "/rencana/{id}/kemajuan",                            "sxx xxxx +x +xxxx x"),
    ("GET",  "/rencana/{id}/tarik",                               "sxx xxxx +x +xxxx x"),
    ("POST", "/rencana/{id}/tarik",                               "sxx xxxx +x +xxxx x"),
    ("GET",  "/usulan",                                            EVERYBODY),
    ("GET",  "/usulan/nomor/{kelurahan}/{year}/{serial}",          EVERYBODY),
    ("GET",  "/usulan/{id}",                                       EVERYBODY),
    // Recorded by another officer of Legok.
    ("POST", "/usulan/{id}/benarkan",                              "sxx ++x+ xx xxxxx x"),
    ("POST", "/usulan/{id}/dukung",                                CONFIRMED),
    ("POST", "/usulan/{id}/batal-dukung",                          SIGNED_IN),
    ("POST", "/usulan/{id}/komentar",                              SIGNED_IN),
    ("POST", "/usulan/{id}/jawaban",                               "sxx x+x+ +x +xxxx x"),
    ("GET", "/usulan/{id}/tarik",                                  "s00 0000 00 00000 +"),
    ("POST", "/usulan/{id}/tarik",                                 "sxx xxxx xx xxxxx +"),
    ("POST", "/usulan/{id}/usulkan-lagi",                          "sxx ++xx xx xxxxx +"),
    // Planners, and the agency that builds.
    ("GET",  "/usulan/{id}/keberatan",                             "sxx +xx+ xx xxxxx +"),
    ("POST", "/usulan/{id}/keberatan",                             "sxx +xxx xx xxxxx +"),
    ("POST", "/usulan/{id}/keberatan/jawaban",                     "sxx xxx+ xx xxxxx x"),
    ("GET",  "/usulan/{id}/pelaksanaan",                           "sxx xxxx +x +xxxx x"),
    ("POST", "/usulan/{id}/pelaksanaan",                           "sxx xxxx +x +xxxx x"),
    ("POST", "/usulan/{id}/pelaksanaan/laporan",                   "sxx xxxx +x +xxxx x"),
    ("GET",  "/usulan-saya",                                       SIGNED_IN),
    ("GET",  "/data/usulan.csv",                                   EVERYBODY),
    ("GET",  "/data/usulan.xlsx",                                  EVERYBODY),
    ("GET",  "/data/usulan.json",                                  EVERYBODY),
    ("GET",  "/usulan/baru",                                       SIGNED_IN),
    ("POST", "/usulan/baru",                                       SIGNED_IN),
    // Whoever did not write it is sent on to its public page, where a draft is not found.
    ("GET", "/usulan/{id}/ubah/{langkah}",                         SIGNED_IN),
    ("POST", "/usulan/{id}/ubah/{langkah}",                        "s00 0000 00 00000 +"),
    ("POST", "/usulan/{id}/foto",                                  "s00 0000 00 00000 +"),
    ("POST", "/usulan/{id}/foto/{photo}/keterangan",               "s00 0000 00 00000 +"),
    ("POST", "/usulan/{id}/foto/{photo}/hapus",                    "s00 0000 00 00000 +"),
    ("POST", "/usulan/{id}/kirim",                                 "s00 0000 00 00000 +"),
    ("POST", "/usulan/{id}/pulihkan",                              "s00 0000 00 00000 +"),
    ("POST","/usulan/{id}/buang",                                  "s00 0000 00 00000 +"),
    ("GET",  "/musrenbang",                                        EVERYBODY),
    ("GET",  "/musrenbang/{id}",                                   EVERYBODY),
    ("GET",  "/musrenbang/{id}/cetak",                             EVERYBODY),
    ("GET",  "/musrenbang/{id}/berita-acara.txt",                  EVERYBODY),
    ("GET",  "/musrenbang/{id}/lampiran-delegasi.txt",             "sxx ++xx xx +xx+x x"),
    ("GET",  "/musrenbang/{id}/daftar.csv",                        EVERYBODY),
    ("GET",  "/musrenbang/{id}/daftar.xlsx",                       EVERYBODY),
    ("GET",  "/musrenbang/{id}/daftar.json",                       EVERYBODY),
    ("GET",  "/musrenbang/{id}/kerja",                             "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/jadwal",                            "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/buka",                              "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/buka",                              "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/usulan/{proposal}",                 "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/rekomendasi",          "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/kembalikan",           "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/gabung",               "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/pisahkan",             "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/alihkan",              "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/naikkan",              "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/tolak",                "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/putuskan",             "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/usulan/{proposal}/verifikasi",           "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/skor",                              "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/skor",                              "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/urutan",                            "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/urutan",                            "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/urutan/pindah",                     "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/urutan/pindah",                     "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/urutan/terima",                     "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/delegasi",                          "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/delegasi",                          "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/delegasi/{delegate}/hapus",         "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/periksa",                           "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/periksa",                           "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/tutup",                             "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/pengesahan",                        "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/tanda-tangan",                      "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/serah",                             "sxx x+xx xx xxxxx x"),
    ("GET",  "/musrenbang/{id}/buka-kembali",                      "sxx x+xx xx xxxxx x"),
    ("POST", "/musrenbang/{id}/buka-kembali",                      "sxx x+xx xx xxxxx x"),
    ("GET", "/kotak-kerja",                                        "sxx ++++ ++ ++++x x"),
    ("POST", "/komentar/{id}/suka",                               SIGNED_IN),
    ("GET",  "/api/langsung",                                     EVERYBODY),
    ("POST", "/api/dukungan",                                     CONFIRMED),
    ("POST", "/api/tanggapan",                                    CONFIRMED),
    ("POST", "/api/suka",                                         SIGNED_IN),
    ("POST", "/api/komentar",                                     SIGNED_IN),
    ("POST", "/api/jawaban",                                      "sxx x+x+ +x +xxxx x"),
    ("POST", "/api/rancangan-usulan",                             "s00 0000 00 00000 +"),
    ("POST", "/api/rancangan-rencana",                            "s00 0000 +0 +0000 0"),
    ("POST", "/api/serupa",                                       EVERYBODY),
    ("POST", "/api/tempat",                                       EVERYBODY),
    ("POST", "/api/skor",                                         "sxx x+xx xx xxxxx x"),
    ("POST", "/api/verifikasi",                                   "sxx x+xx xx xxxxx x"),
    ("POST", "/api/urutan",                                       "sxx x+xx xx xxxxx x"),
    ("POST", "/komentar/{id}/sembunyikan",                        "sxx xxxx xx xx+xx x"),
    ("POST", "/komentar/{id}/tampilkan",                          "sxx xxxx xx xx+xx x"),
];

/// What the server itself answers, outside the list of pages.
#[rustfmt::skip]
pub const OF_THE_SERVER: &[Row] = &[
    ("GET",  "/healthz",                                          EVERYBODY),
    ("GET",  "/readyz",                                           EVERYBODY),
    ("GET",  "/pkg/rembuk.css",                                   EVERYBODY),
    ("GET",  "/icons.svg",                                        EVERYBODY),
    ("GET",  "/data/log/checkpoint",                              EVERYBODY),
    ("GET",  "/data/log/key",                                     EVERYBODY),
    ("GET",  "/data/log/tile/0/000",                              "000 0000 00 00000 0"),
    ("GET",  "/data/log/tile/entries/x001",                       "000 0000 00 00000 0"),
    ("GET",  "/foto/{file}",                                      "000 0000 00 00000 0"),
    ("GET",  "/tidak/ada",                                        "000 0000 00 00000 0"),
];

/// The mark of a role in a row.
pub fn column(marks: &str, role: Role) -> char {
    let marks: Vec<char> = marks.chars().filter(|mark| *mark != ' ').collect();
    assert_eq!(marks.len(), Role::ALL.len(), "one mark per role: {marks:?}");
    marks[role as usize]
}

/// Whom a row lets in, in the order of [`Role`].
pub fn insiders(marks: &str) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| column(marks, *role) == '+').collect()
}
