//! Addresses of pages, in Indonesian, each written once. What stands behind them is in `pages`.

use domain::{
    comment::Subject,
    ids::{AccountId, CommentId, MusrenbangId, PasskeyId, PlanId, ProposalId},
    region::RegionCode,
};
use std::fmt::Write;

pub const HOME: &str = "/";
pub const REGISTER: &str = "/daftar";
pub const SIGN_IN: &str = "/masuk";
pub const FORGOT: &str = "/masuk/lupa";
pub const RESET: &str = "/masuk/kode";
pub const SIGN_OUT: &str = "/keluar";
pub const SIGN_OUT_EVERYWHERE: &str = "/keluar/semua";
pub const ACCOUNT: &str = "/akun";
pub const PASSWORD: &str = "/akun/kata-sandi";
pub const CONTACTS: &str = "/akun/kontak";
pub const PROVE_CONTACT: &str = "/akun/kontak/pastikan";
pub const CONFIRM_CONTACT: &str = "/akun/kontak/kode";
pub const HOME_RT: &str = "/akun/domisili";
pub const SIGN_IN_CODE: &str = "/masuk/langkah-kedua";
pub const SECOND_STEP: &str = "/akun/dua-langkah";
pub const SECOND_STEP_BEGIN: &str = "/akun/dua-langkah/mulai";
pub const SECOND_STEP_REMOVAL: &str = "/akun/dua-langkah/lepas";
pub const RECOVERY_CODES: &str = "/akun/dua-langkah/kode";
pub const SIGN_IN_PASSKEY: &str = "/masuk/kunci-sandi";
pub const SIGN_IN_PASSKEY_ANSWER: &str = "/masuk/kunci-sandi/jawaban";
pub const PASSKEYS: &str = "/akun/kunci-sandi";
pub const ADD_PASSKEY: &str = "/akun/kunci-sandi/baru";
pub const PASSKEY: &str = "/akun/kunci-sandi/{id}";
pub const RENAME_PASSKEY: &str = "/akun/kunci-sandi/{id}/nama";
pub const REMOVE_PASSKEY: &str = "/akun/kunci-sandi/{id}/hapus";
pub const PROOFS: &str = "/akun/bukti";
pub const PROOF: &str = "/akun/bukti/{sequence}";
pub const OWN_DATA: &str = "/akun/data.json";
pub const DELETE_ACCOUNT: &str = "/akun/hapus";
pub const END_SESSION: &str = "/akun/sesi/{name}/akhiri";
pub const LANGUAGE: &str = "/bahasa";
pub const REGIONS: &str = "/wilayah";
pub const MEETINGS: &str = "/musrenbang";
/// Named in the address of a page of a meeting that is shown on the screen of its hall.
pub const HALL: &str = "layar";
pub const INBOX: &str = "/kotak-kerja";
/// What changes, as it changes; see `live`.
pub const LIVE: &str = "/api/langsung";
pub const RESIDENTS: &str = "/warga";
pub const CONFIRM_RESIDENCE: &str = "/warga/{id}/konfirmasi";
pub const DENY_RESIDENCE: &str = "/warga/{id}/bukan";
pub const WITHDRAW_CONFIRMATION: &str = "/warga/{id}/batal";
pub const RESIDENT_CODES: &str = "/warga/kode";
pub const RESIDENT_CODE: &str = "/warga/{id}/kode";
pub const RESIDENT_PHONE_CODE: &str = "/warga/{id}/kode-telepon";
pub const RESPONSE_RULE: &str = "/rencana/aturan";
pub const PEOPLE: &str = "/admin/orang";
pub const APPOINTMENTS: &str = "/admin/penunjukan";
pub const PERSON_CODE: &str = "/admin/orang/{id}/kode";
pub const CITY: &str = "/admin/kota";
pub const WEIGHTS: &str = "/admin/bobot";
pub const EMBLEM: &str = "/lambang.png";
pub const CITY_EMBLEM: &str = "/admin/kota/lambang";
pub const CITY_STYLE: &str = "/kota.css";
pub const MANIFEST: &str = "/manifest.webmanifest";
/// The picture of the site among other programs, with round corners and whole.
pub const ICON_SMALL: &str = "/ikon-192.png";
pub const ICON_LARGE: &str = "/ikon-512.png";
pub const ICON_WHOLE: &str = "/ikon-penuh.png";
pub const LOG: &str = "/admin/log";
pub const CALENDAR: &str = "/kalender";
pub const DATA: &str = "/data";
pub const PLANS_JSON: &str = "/data/rencana.json";
pub const MEETING_RESULTS_JSON: &str = "/data/musyawarah.json";
pub const LOG_CHECKPOINT: &str = "/data/log/checkpoint";
pub const LOG_KEY: &str = "/data/log/key";
pub const REGIONS_CSV: &str = "/data/wilayah.csv";
pub const REGIONS_XLSX: &str = "/data/wilayah.xlsx";
pub const HOW: &str = "/cara-kerja";
pub const GLOSSARY: &str = "/istilah";
pub const PRIVACY: &str = "/privasi";
pub const ACCESSIBILITY: &str = "/aksesibilitas";

pub const PLANS: &str = "/rencana";
pub const NEW_PLAN: &str = "/rencana/baru";
pub const OUR_PLANS: &str = "/rencana/kami";
pub const LIKE_COMMENT: &str = "/komentar/{id}/suka";
pub const HIDE_COMMENT: &str = "/komentar/{id}/sembunyikan";
pub const RESTORE_COMMENT: &str = "/komentar/{id}/tampilkan";

pub const PROPOSALS: &str = "/usulan";
pub const NEW_PROPOSAL: &str = "/usulan/baru";
pub const OWN_PROPOSALS: &str = "/usulan-saya";
pub const PROPOSALS_CSV: &str = "/data/usulan.csv";
pub const PROPOSALS_XLSX: &str = "/data/usulan.xlsx";
pub const PROPOSALS_JSON: &str = "/data/usulan.json";

/// Pages on which names and contacts of people stand, whatever is added below them.
pub fn is_of_persons(path: &str) -> bool {
    [ACCOUNT, RESIDENTS, PEOPLE, APPOINTMENTS, CITY, LOG].iter().any(|page| path == *page || path.starts_with(&format!("{page}/")))
}

pub fn weights_of(plan_year: u16) -> String {
    format!("{WEIGHTS}?tahun={plan_year}")
}

pub fn passkey(id: PasskeyId) -> String {
    PASSKEY.replace("{id}", &id.to_string())
}

pub fn rename_passkey(id: PasskeyId) -> String {
    RENAME_PASSKEY.replace("{id}", &id.to_string())
}

pub fn remove_passkey(id: PasskeyId) -> String {
    REMOVE_PASSKEY.replace("{id}", &id.to_string())
}

/// One's own proposals, where a draft that was thrown away a moment ago can be had back.
pub fn just_discarded(id: ProposalId) -> String {
    format!("{OWN_PROPOSALS}?dibuang={id}")
}

pub fn proposal(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}")
}

/// A page or form below a proposal: `dukung`, `tarik`, `foto`.
pub fn proposal_part(id: ProposalId, part: &str) -> String {
    format!("{PROPOSALS}/{id}/{part}")
}

/// Where an office writes down what a resident tells.
pub fn new_for_resident() -> String {
    format!("{NEW_PROPOSAL}?atas-nama=1")
}

/// One page of a proposal being written.
pub fn draft_step(id: ProposalId, step: &str) -> String {
    format!("{PROPOSALS}/{id}/ubah/{step}")
}

/// The list with a filter by name and value, `wilayah` and a code.
pub fn proposals_with(name: &str, value: &str) -> String {
    format!("{PROPOSALS}?{name}={value}")
}

/// The calendar of one planning year.
pub fn calendar_of(plan_year: u16) -> String {
    format!("{CALENDAR}?tahun={plan_year}")
}

/// What a place proposed for a year.
pub fn proposals_of(code: &str, plan_year: u16) -> String {
    format!("{PROPOSALS}?wilayah={code}&tahun={plan_year}")
}

pub fn plan(id: PlanId) -> String {
    format!("{PLANS}/{id}")
}

/// The page under which something is said.
pub fn subject(subject: Subject) -> String {
    match subject {
        Subject::Plan(id) => plan(id),
        Subject::Proposal(id) => proposal(id),
    }
}

/// What something is said under on this page.
pub fn subject_of(page: &str) -> Option<Subject> {
    let (list, id) = page.rsplit_once('/')?;
    match list {
        PLANS => id.parse().ok().map(Subject::Plan),
        PROPOSALS => id.parse().ok().map(Subject::Proposal),
        _ => None,
    }
}

/// A page or a form below a plan: `ubah`, `foto`, `pratinjau`, `tanggapan` …
pub fn plan_step(id: PlanId, step: &str) -> String {
    format!("{PLANS}/{id}/{step}")
}

pub fn like_comment(id: CommentId) -> String {
    LIKE_COMMENT.replace("{id}", &id.to_string())
}

pub fn hide_comment(id: CommentId) -> String {
    HIDE_COMMENT.replace("{id}", &id.to_string())
}

pub fn restore_comment(id: CommentId) -> String {
    RESTORE_COMMENT.replace("{id}", &id.to_string())
}

pub fn region(code: &RegionCode) -> String {
    format!("{REGIONS}/{code}")
}

pub fn confirm_residence(id: AccountId) -> String {
    CONFIRM_RESIDENCE.replace("{id}", &id.to_string())
}

pub fn deny_residence(id: AccountId) -> String {
    DENY_RESIDENCE.replace("{id}", &id.to_string())
}

pub fn withdraw_confirmation(id: AccountId) -> String {
    WITHDRAW_CONFIRMATION.replace("{id}", &id.to_string())
}

/// Makes a resident a code for a new password.
pub fn resident_code(id: AccountId) -> String {
    RESIDENT_CODE.replace("{id}", &id.to_string())
}

/// Makes a code that is read out on a resident's phone.
pub fn resident_phone_code(id: AccountId) -> String {
    RESIDENT_PHONE_CODE.replace("{id}", &id.to_string())
}

/// The city admin's code for somebody.
pub fn person_code(id: AccountId) -> String {
    PERSON_CODE.replace("{id}", &id.to_string())
}

/// The proof of one's own entry of the public log.
pub fn proof(sequence: i64) -> String {
    PROOF.replace("{sequence}", &sequence.to_string())
}

/// Ends one of the reader's own sessions.
pub fn end_session(name: &str) -> String {
    END_SESSION.replace("{name}", name)
}

pub fn person(id: AccountId) -> String {
    format!("{PEOPLE}/{id}")
}

pub fn meeting(id: MusrenbangId) -> String {
    format!("{MEETINGS}/{id}")
}

/// One of the pages of a meeting, `kerja`, `urutan`, `cetak`.
pub fn meeting_part(id: MusrenbangId, part: &str) -> String {
    format!("{MEETINGS}/{id}/{part}")
}

/// The text of its minutes whose hash is printed.
pub fn minutes_text(id: MusrenbangId) -> String {
    meeting_part(id, "berita-acara.txt")
}

/// A proposal on the desk of the meeting's officer.
pub fn meeting_item(id: MusrenbangId, proposal: ProposalId) -> String {
    format!("{MEETINGS}/{id}/usulan/{proposal}")
}

/// Adds where to go after signing in; nothing when that is nowhere in particular.
pub fn sign_in_then(next: &str) -> String {
    then(SIGN_IN, next)
}

/// Adds where to go after registering.
pub fn register_then(next: &str) -> String {
    then(REGISTER, next)
}

fn then(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?lanjut={}", encoded(next)) }
}

/// A text as the value of a query: everything but letters, digits and `-._~/` is percent-encoded.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// The same address for the screen of the hall; what stands behind `#` stays last.
pub fn in_hall(address: &str) -> String {
    let (address, part) = address.split_once('#').map_or((address, String::new()), |(address, part)| (address, format!("#{part}")));
    let join = if address.contains('?') { '&' } else { '?' };
    format!("{address}{join}{HALL}=1{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_a_query_stays_one_value() {
        assert_eq!(sign_in_then("/rencana?cari=a+b&hal=2#x"), "/masuk?lanjut=/rencana%3Fcari%3Da%2Bb%26hal%3D2%23x");
        assert_eq!(in_hall("/musrenbang/1/kerja#jadwal"), "/musrenbang/1/kerja?layar=1#jadwal");
        assert_eq!(in_hall("/musrenbang/1/urutan?pesan=saved"), "/musrenbang/1/urutan?pesan=saved&layar=1");
        assert_eq!(encoded("Siti & Büdi\""), "Siti%20%26%20B%C3%BCdi%22");
    }
}
