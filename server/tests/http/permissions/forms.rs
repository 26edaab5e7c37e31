//! The forms of the table's addresses, as the pages that show them would send them.

use super::{
    Seeds,
    roles::Role,
    table::{self, PAGES},
};
use crate::support::{Browser, Form, TestSite};
use std::collections::{BTreeMap, btree_map::Entry};

/// Names and values, as a browser sends them.
pub type Sent = Vec<(String, String)>;

/// Where even whoever is let in is refused with a whole form, because of how the things of `seeds.rs` stand by then: the
/// rows above have closed or decided what these would change. A new address is not one of them until there is a reason.
pub const REFUSED: &[&str] = &[
    "/masuk",
    // No code was made.
    "/masuk/kode",
    // No sign-in waits for it.
    "/masuk/langkah-kedua",
    // The address of the test is a number, at which there are no passkeys.
    "/masuk/kunci-sandi",
    "/masuk/kunci-sandi/jawaban",
    "/akun/kunci-sandi",
    "/akun/kunci-sandi/baru",
    "/akun/hapus",
    // A code of the moment, a home that is free, a photo: no page fills them in.
    "/akun/dua-langkah",
    "/akun/dua-langkah/kode",
    "/akun/dua-langkah/lepas",
    "/akun/domisili",
    "/rencana/{id}/foto",
    "/rencana/{id}/terbitkan",
    "/admin/orang/{id}/peran",
    "/komentar/{id}/sembunyikan",
    "/usulan/{id}/pelaksanaan",
    // The plan or the proposal is in another state by then.
    "/usulan/{id}/usulkan-lagi",
    "/musrenbang/{id}/buka-kembali",
    "/musrenbang/{id}/jadwal",
    "/musrenbang/{id}/tutup",
    "/musrenbang/{id}/usulan/{proposal}/alihkan",
    "/musrenbang/{id}/usulan/{proposal}/gabung",
    "/musrenbang/{id}/usulan/{proposal}/kembalikan",
    "/musrenbang/{id}/usulan/{proposal}/naikkan",
    "/musrenbang/{id}/usulan/{proposal}/pisahkan",
    "/musrenbang/{id}/usulan/{proposal}/putuskan",
    "/musrenbang/{id}/usulan/{proposal}/tolak",
    "/musrenbang/{id}/usulan/{proposal}/verifikasi",
    "/rencana/{id}/tanggapan",
    "/rencana/{id}/tindak-lanjut",
    "/rencana/{id}/perpanjang",
    "/rencana/{id}/kemajuan",
    "/akun/kontak",
    "/akun/kontak/kode",
];

pub struct Forms(BTreeMap<&'static str, Sent>);

impl Forms {
    /// Looks at the pages on which each form stands, as somebody whom the table lets in there.
    pub async fn gather(site: &TestSite, seeds: &Seeds) -> Self {
        let mut browsers: BTreeMap<usize, Browser> = BTreeMap::new();
        let mut found = BTreeMap::new();
        for &(method, path, marks) in PAGES {
            if method != "POST" {
                continue;
            }
            let insider = Role::ALL.into_iter().find(|role| *role != Role::Public && table::column(marks, *role) == '+');
            let key = insider.map_or(usize::MAX, |role| role as usize);
            if let Entry::Vacant(unknown) = browsers.entry(key) {
                let person = match insider {
                    Some(role) => role.person(&site.city).await,
                    None => Some(seeds.writer.clone()),
                };
                unknown.insert(site.signed_in(&person.unwrap()).await);
            }
            let address = seeds.address(path);
            for page in pages_of(&address) {
                if let Some(form) = Form::sent_to(&browsers[&key].get(&page).await, &address) {
                    found.insert(path, form.fields);
                    break;
                }
            }
        }
        Self(found)
    }

    /// The whole form of an address, with what `seeds.rs` says in place of what a page would have made up.
    pub fn whole(&self, seeds: &Seeds, path: &str) -> Sent {
        let said = seeds.form(path);
        let mut fields = self.0.get(path).cloned().unwrap_or_default();
        fields.retain(|(name, _)| !said.iter().any(|(known, _)| known == name));
        fields.extend(said);
        fields
    }
}

/// Where a form may stand that is sent to this address: at the address itself, above it, or chosen there.
fn pages_of(address: &str) -> Vec<String> {
    let mut pages = vec![address.to_owned()];
    let mut rest = address;
    while let Some((above, last)) = rest.rsplit_once('/').filter(|(above, _)| !above.is_empty()) {
        pages.push(format!("{above}?tindakan={last}"));
        pages.push(above.to_owned());
        rest = above;
    }
    pages.push("/".to_owned());
    pages
}
