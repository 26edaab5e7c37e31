//! Counting again what an installation shows, from its public log alone: as a stranger does, without a database and
//! without an account. What is right is decided in `domain` and `publiclog`.

mod compare;
mod download;
mod minutes;
mod seen;
mod served;

use anyhow::{Context, anyhow, bail};
use app::operator;
use clap::Args;
use compare::Difference;
use domain::ledger::public::{Joined, PublicEntry, PublicFold};
use download::Site;
use minutes::MinutesTexts;
use publiclog::{CHECKPOINT, TileReader as _, TreeHead, VerifierKey, audit_with_keys};
use seen::Seen;
use served::Served;
use services::public_log::replacement;
use std::{collections::BTreeMap, fs, path::PathBuf, time::Duration};

/// What is recorded is published about a second later.
const BEFORE_ANOTHER_LOOK: Duration = Duration::from_secs(2);

/// Memeriksa buku besar terbuka sebuah situs Rembuk dan menghitung ulang semua yang ditampilkannya, tanpa basis data.
#[derive(Args)]
pub struct Verify {
    /// Alamat situs, misalnya `https://rembuk.kota.go.id`
    #[arg(value_parser = super::door::site_address)]
    url: String,
    /// Penanda (checkpoint) yang Anda simpan dahulu: semua yang ada waktu itu harus masih ada
    #[arg(long, value_name = "BERKAS")]
    checkpoint: Option<PathBuf>,
    /// Simpan penanda terbaru ke berkas ini
    #[arg(long, value_name = "BERKAS")]
    save: Option<PathBuf>,
    /// Kunci publik dari sumber lain, misalnya berita acara; tanpa ini kunci diambil dari situs. Bila kunci itu sudah
    /// diganti, kunci berikutnya ditemukan di buku besar
    #[arg(long, value_name = "KUNCI")]
    key: Option<String>,
}

impl Verify {
    pub async fn run(self) -> anyhow::Result<()> {
        // It waits for the network and counts, nothing else goes on meanwhile.
        tokio::task::spawn_blocking(move || self.look()).await?
    }

    fn look(self) -> anyhow::Result<()> {
        let site = Site::new(&self.url);
        let key = match &self.key {
            Some(key) => key.clone(),
            None => String::from_utf8(site.key()?)?,
        };
        let key: VerifierKey = key.trim().parse().map_err(|error| anyhow!(operator::verify("log", &format!("{error}"))))?;
        say!("{}", operator::verify("key", &key.to_string()));
        let seen = self.checkpoint.as_deref().map(|file| Seen::read(file, &key)).transpose()?;
        let mut looked = Looked::at(&site, &key, seen.as_ref())?;
        if !looked.differences.is_empty() {
            eprintln!("{}", operator::verify("again", ""));
            std::thread::sleep(BEFORE_ANOTHER_LOOK);
            let before = looked.differences;
            looked = Looked::at(&site, &key, seen.as_ref())?;
            looked.differences.retain(|difference| before.contains(difference));
        }
        if looked.key != key {
            say!("{}", operator::verify("later_key", &looked.key.to_string()));
        }
        say!("{}", operator::verify("entries", &looked.head.size.to_string()));
        if looked.unchecked > 0 {
            say!("{}", operator::verify("unchecked", &looked.unchecked.to_string()));
        }
        for Difference { what, row, column, served, computed } in &looked.differences {
            say!("{} {row} {column}: {served} / {computed}", operator::verify(what, ""));
        }
        if !looked.differences.is_empty() {
            bail!(operator::verify("differences", &looked.differences.len().to_string()));
        }
        if let Some(file) = &self.save {
            fs::write(file, &looked.note).with_context(|| operator::start("cannot_write", &file.display().to_string()))?;
            say!("{}", operator::verify("saved", &file.display().to_string()));
        }
        say!("{}", operator::verify("equal", ""));
        Ok(())
    }
}

/// What one look at the site found.
struct Looked {
    head: TreeHead,
    /// The one that signs now.
    key: VerifierKey,
    /// The checkpoint.
    note: Vec<u8>,
    differences: Vec<Difference>,
    /// Minutes of which the public text has no hash.
    unchecked: usize,
}

impl Looked {
    /// The data first: what the log has more by then is forgiven by a second look.
    fn at(site: &Site, trusted: &VerifierKey, seen: Option<&Seen>) -> anyhow::Result<Self> {
        let served = Served::read(site)?;
        let minutes = MinutesTexts::read(site, served.results.iter().map(|result| result.meeting_id))?;
        let wrong = |error: publiclog::Error| anyhow!(operator::verify("log", &error.to_string()));
        let note = site.get(CHECKPOINT).map_err(wrong)?.unwrap_or_default();
        let (mut fold, mut joined, mut differences) = (PublicFold::default(), Joined::default(), Vec::new());
        let mut positions = BTreeMap::new();
        let log = Fixed { site, note: &note };
        let sizes = minutes.sizes().chain(seen.map(Seen::size));
        let audited = audit_with_keys(&log, trusted, sizes, |_, piece| {
            let Some(bytes) = joined.push(piece) else { return Ok(None) };
            let public = PublicEntry::read(&bytes)?;
            let (subject, position) = (public.entry.subject, public.entry.position);
            let row = || format!("{} {} {position}", subject.code(), subject.id());
            // The first that is public may have others before it that are not.
            if let Some(before) = positions.insert(subject, position).filter(|before| before + 1 != position) {
                differences.push(Difference::new("entry", row(), "position", position, before + 1));
            }
            if let Err(unfounded) = fold.apply(&public) {
                differences.push(Difference::new("entry", row(), "event", public.entry.event.code(), unfounded));
            }
            Ok(replacement(&public.entry.event)?)
        })
        .map_err(wrong)?;
        seen.map_or(Ok(()), |seen| seen.check(&audited))?;
        minutes.heads(&audited.keys).iter().try_for_each(|named| audited.begins_with(named)).map_err(wrong)?;
        let (head, key) = (audited.head, audited.keys.at(audited.head.size).unwrap_or(trusted).clone());
        compare::compare(&fold, &served, &mut differences);
        minutes.compare(&fold.fold, &mut differences);
        Ok(Self { head, key, note, differences, unchecked: minutes.unchecked() })
    }
}

/// The log as it was when its checkpoint was read.
struct Fixed<'a> {
    site: &'a Site,
    note: &'a [u8],
}

impl publiclog::TileReader for Fixed<'_> {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, publiclog::Error> {
        if path == CHECKPOINT { Ok(Some(self.note.to_vec()).filter(|note| !note.is_empty())) } else { self.site.get(path) }
    }
}
