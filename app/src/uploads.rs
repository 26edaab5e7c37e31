//! Forms with one photo. Whoever reads one asks first whether this person may send it; what comes is then counted:
//! known parts only, each once, texts of a few kilobytes, one file, so many forms at a time.

use crate::{forms::Fields, http::PageError};
use axum::{
    extract::{Multipart, multipart::Field, multipart::MultipartError},
    http::StatusCode,
};
use domain::{account::Actor, ids::AccountId, refusal::Refusal};
use services::{CommandError, MOST_PHOTO_BYTES};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// As much of a form is read, far more than is kept: whoever sends too large a photo is told so at its field.
pub const MOST_UPLOAD_BYTES: usize = 32 * 1024 * 1024;
/// Longer than any description of a photo may be.
const MOST_TEXT_BYTES: usize = 8 * 1024;
/// The parts of the forms in `components/photos`, `pages/proposals/draft/send` and `pages/city/emblem`, beside the
/// words of each photo, and the key of `luring.js`.
const TEXTS: [&str; 8] = ["photo_id", CAPTION, "emblem_reason", "shows_name", "sekali", GO_ON, LEAVE, NEXT];
/// More parts than such a form has.
const MOST_TEXTS: usize = 60;
/// The buttons that leave the page, with the photo if one was chosen.
pub const GO_ON: &str = "terus";
pub const LEAVE: &str = "simpan";
/// Goes on, and then to the next one of a stack of paper.
pub const NEXT: &str = "berikut";
pub const FILE: &str = "photo";
/// What a photo shows; of one that is there already with its id behind a dot.
pub const CAPTION: &str = "photo_alt";

/// Forms that are being read, by whom. Each may keep a whole photo in memory.
static READING: Mutex<Option<HashMap<AccountId, usize>>> = Mutex::new(None);
const MOST_AT_ONCE: usize = 12;
const MOST_OF_ONE_PERSON: usize = 2;

/// Where the button leads that a form with a photo was sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To this page again.
    Stay,
    GoOn,
    Leave,
}

/// A posted form with one file.
#[derive(Default)]
pub struct Upload {
    pub fields: Fields,
    /// Empty when none was chosen.
    pub file: Vec<u8>,
    _place: Option<Place>,
}

impl Upload {
    pub fn way(&self) -> Way {
        match (self.fields.has(GO_ON) || self.fields.has(NEXT), self.fields.has(LEAVE)) {
            (true, _) => Way::GoOn,
            (false, true) => Way::Leave,
            (false, false) => Way::Stay,
        }
    }

    /// Whoever asked for one more has chosen none, and has said nothing of those that are there.
    pub fn check_chosen(&self) -> Result<(), CommandError> {
        let says = |(name, value): &(String, String)| name.starts_with(CAPTION) && !value.trim().is_empty();
        let is_empty = self.file.is_empty() && !self.fields.pairs().iter().any(says);
        if self.way() == Way::Stay && is_empty { Err(CommandError::at(FILE, Refusal::Required)) } else { Ok(()) }
    }

    /// The texts and the bytes of the file. A file that is too large is read to its end, so that the browser hears the
    /// answer, but only so much of it is kept that the command sees it is too large.
    pub async fn read(mut form: Multipart, actor: &Actor) -> Result<Self, PageError> {
        let account = actor.id().ok_or(Refusal::SignInFirst)?;
        let place = Place::take(account).ok_or(Refusal::Busy)?;
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut file = None;
        while let Some(part) = form.next_field().await.map_err(too_large)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == FILE && file.is_none() {
                file = Some(read_file(part).await?);
            } else if is_text(&name)
                && part.file_name().is_none()
                && pairs.len() < MOST_TEXTS
                && pairs.iter().all(|(known, _)| *known != name)
            {
                pairs.push((name, read_text(part).await?));
            } else {
                return Err(PageError::Unreadable(StatusCode::BAD_REQUEST));
            }
        }
        Ok(Self { fields: Fields::new(pairs), file: file.unwrap_or_default(), _place: Some(place) })
    }
}

fn is_text(name: &str) -> bool {
    TEXTS.contains(&name) || name.strip_prefix(CAPTION).is_some_and(|rest| rest.starts_with('.'))
}

/// A file to its end, of which no more is kept than shows that it is too large.
async fn read_file(mut part: Field<'_>) -> Result<Vec<u8>, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(too_large)? {
        let room = MOST_PHOTO_BYTES + 1 - bytes.len();
        bytes.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
    }
    Ok(bytes)
}

/// A text; one that is too long is not waited for.
async fn read_text(mut part: Field<'_>) -> Result<String, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(too_large)? {
        if bytes.len() + chunk.len() > MOST_TEXT_BYTES {
            return Err(PageError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| PageError::Unreadable(StatusCode::BAD_REQUEST))
}

/// What the route's limit cuts off is a photo too large; anything else is no form a browser sent.
#[expect(clippy::needless_pass_by_value, reason = "used by map_err")]
fn too_large(error: MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::Refused(Refusal::PhotoTooLarge)
    } else {
        PageError::Unreadable(error.status())
    }
}

/// One of the forms that may be read at a time; given back when it is dropped.
struct Place(AccountId);

impl Place {
    fn take(account: AccountId) -> Option<Self> {
        let mut reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = reading.get_or_insert_default();
        let mine = reading.get(&account).copied().unwrap_or(0);
        if mine >= MOST_OF_ONE_PERSON || reading.values().sum::<usize>() >= MOST_AT_ONCE {
            return None;
        }
        reading.insert(account, mine + 1);
        Some(Self(account))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = reading.get_or_insert_default();
        if let Some(mine) = reading.get_mut(&self.0) {
            *mine -= 1;
        }
        reading.retain(|_, mine| *mine > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn nobody_holds_all_the_places_and_each_is_given_back() {
        let person = |number| AccountId(Uuid::from_u128(number));
        let mine = [Place::take(person(1)), Place::take(person(1))];
        assert!(mine.iter().all(Option::is_some) && Place::take(person(1)).is_none());
        let others: Vec<_> = (2..12).map(|number| Place::take(person(number))).collect();
        assert!(others.iter().all(Option::is_some) && Place::take(person(99)).is_none());
        drop(mine);
        assert!(Place::take(person(99)).is_some());
        drop(others);
    }
}
