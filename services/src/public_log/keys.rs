//! What the log is signed with, and the secret that pseudonyms are made with. Both are made at the first start, and
//! readable for the owner of the process only.
//!
//! The key is read from its file whenever it is wanted: another process may have replaced it. The next one waits in a
//! file of its own until the log is signed with it. When that is does not belong here.

use crate::{Failure, random::random};
use domain::{ids::AccountId, ledger::public::Pseudonyms};
use hmac::{Hmac, Mac as _};
use publiclog::SigningKey;
use sha2::Sha256;
use std::{
    fs::{self, File, Permissions},
    io::{ErrorKind, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};
use uuid::Uuid;

pub(super) const KEY: &str = "key";
/// Signs once an entry that the log has says so.
pub(super) const NEXT: &str = "key.next";
pub(super) const SECRET: &str = "secret";
const SECRET_BYTES: usize = 32;
const OWNER_ONLY: u32 = 0o600;

pub struct Keys {
    folder: PathBuf,
    secret: Hmac<Sha256>,
}

/// Never shows either.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.folder.display())
    }
}

impl Keys {
    pub(super) fn open_or_create(folder: &Path, origin: &str) -> Result<Self, Failure> {
        let origin = origin.parse().map_err(failed)?;
        SigningKey::open_or_create(&folder.join(KEY), &origin).map_err(failed)?;
        Self::open(folder)
    }

    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        Ok(Self { folder: folder.into(), secret: secret(&folder.join(SECRET))? })
    }

    pub(super) fn signing(&self) -> Result<SigningKey, Failure> {
        SigningKey::open(&self.folder.join(KEY)).map_err(failed)
    }

    /// The one that is to sign next, if any.
    pub(super) fn next(&self) -> Result<Option<SigningKey>, Failure> {
        let file = self.folder.join(NEXT);
        if file.try_exists()? { SigningKey::open(&file).map(Some).map_err(failed) } else { Ok(None) }
    }

    /// The same; made where there is none.
    pub(super) fn make_next(&self) -> Result<SigningKey, Failure> {
        let signing = self.signing()?;
        SigningKey::open_or_create(&self.folder.join(NEXT), signing.origin()).map_err(failed)
    }

    /// The next key takes the place of the one that signs, which stays aside under its number.
    pub(super) fn turn_to_next(&self) -> Result<(), Failure> {
        let key = self.signing()?.verifier_key().to_string();
        let number = key.split('+').nth(1).unwrap_or_default();
        create(&self.folder.join(format!("{KEY}.{number}")), fs::read(self.folder.join(KEY))?)?;
        fs::rename(self.folder.join(NEXT), self.folder.join(KEY))?;
        Ok(File::open(&self.folder)?.sync_all()?)
    }
}

/// HMAC-SHA-256 of subject, account and part, cut to 128 bits.
impl Pseudonyms for Keys {
    fn pseudonym(&self, subject: Uuid, account: AccountId, part: &str) -> Uuid {
        let mut mac = self.secret.clone();
        mac.update(subject.as_bytes());
        mac.update(account.0.as_bytes());
        mac.update(part.as_bytes());
        let mut cut = [0; 16];
        cut.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        Uuid::from_bytes(cut)
    }
}

fn secret(file: &Path) -> Result<Hmac<Sha256>, Failure> {
    let bytes = match fs::read(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => create(file, random::<SECRET_BYTES>()?.to_vec())?,
        read => read?,
    };
    let wrong = || Failure::Other(format!("{}: expected {SECRET_BYTES} bytes", file.display()));
    if bytes.len() != SECRET_BYTES {
        return Err(wrong());
    }
    Hmac::new_from_slice(&bytes).map_err(|_| wrong())
}

/// Whole from the first moment; of several that make it at once, the first one's stays. Returns what stands there.
fn create(file: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut unfinished = tempfile::Builder::new().permissions(Permissions::from_mode(OWNER_ONLY)).tempfile_in(folder)?;
    unfinished.write_all(&bytes)?;
    unfinished.as_file().sync_all()?;
    match unfinished.persist_noclobber(file) {
        Ok(_) => {
            File::open(folder)?.sync_all()?;
            Ok(bytes)
        }
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(fs::read(file)?),
        Err(error) => Err(error.error.into()),
    }
}

pub(super) fn failed(error: publiclog::Error) -> Failure {
    Failure::Other(format!("the public log: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_made_once_and_for_their_owner() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Keys::open_or_create(folder.path(), "kota.go.id/data/log").unwrap();
        let (subject, person) = (Uuid::from_u128(1), AccountId(Uuid::from_u128(2)));
        let first = open().pseudonym(subject, person, "");
        let key = |keys: Keys| keys.signing().unwrap().verifier_key().clone();
        assert_eq!((first, key(open()).origin().as_str()), (open().pseudonym(subject, person, ""), "kota.go.id/data/log"));
        for (subject, account, part) in [(2, 2, ""), (1, 3, ""), (1, 2, "resident")] {
            let other = open().pseudonym(Uuid::from_u128(subject), AccountId(Uuid::from_u128(account)), part);
            assert_ne!(first, other, "{subject} {account} {part}");
        }
        for file in [KEY, SECRET] {
            assert_eq!(fs::metadata(folder.path().join(file)).unwrap().permissions().mode() & 0o777, OWNER_ONLY, "{file}");
        }
        let (keys, old) = (open(), key(open()));
        assert!(keys.next().unwrap().is_none());
        let next = keys.make_next().unwrap().verifier_key().clone();
        assert_eq!((keys.make_next().unwrap().verifier_key(), key(open())), (&next, old.clone()), "it is made once, and waits");
        keys.turn_to_next().unwrap();
        assert!(keys.next().unwrap().is_none() && key(keys) == next && key(open()) == next);
        let number = old.to_string().split('+').nth(1).unwrap().to_owned();
        let aside = SigningKey::open(&folder.path().join(format!("key.{number}"))).unwrap();
        assert_eq!(*aside.verifier_key(), old);
        fs::write(folder.path().join(SECRET), "short").unwrap();
        assert!(Keys::open_or_create(folder.path(), "kota.go.id/data/log").is_err());
    }
}
