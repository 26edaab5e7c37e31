//! Forms with one photo. Whoever reads one asks first whether this person may send it; what comes is then counted:
//! known parts only, each once, texts of a few kilobytes, one file, so many forms at a time.

use crate::{forms::Fields, http::PageError};
use axum::{
    extract::{Multipart, multipart::Field, multipart::MultipartError},
    http::StatusCode,
};
use domain::{account::Actor, ids::AccountId, refusal::Refusal};
use services::MOST_PHOTO_BYTES;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// As much of a form is read, far more than is kept: whoever sends too large a photo is told so at its field.
pub const MOST_UPLOAD_BYTES: usize = 32 * 1024 * 1024;
/// Longer than any description of a photo may be.
const MOST_TEXT_BYTES: usize = 8 * 1024;
/// The parts of the forms in `components/photos` and `pages/city/emblem`, and the key of `luring.js`.
const TEXTS: [&str; 6] = ["photo_id", "photo_alt", "emblem_reason", "sekali", GO_ON, LEAVE];
/// The buttons that leave the page, with the photo if one was chosen.
pub const GO_ON: &str = "terus";
pub const LEAVE: &str = "simpan";
const FILE: &str = "photo";

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
        match (self.fields.has(GO_ON), self.fields.has(LEAVE)) {
            (true, _) => Way::GoOn,
            (false, true) => Way::Leave,
            (false, false) => Way::Stay,
        }
    }

    /// Whoever only goes on has neither chosen a photo nor said anything about one.
    pub fn only_goes_on(&self) -> bool {
        self.way() != Way::Stay && self.file.is_empty() && self.fields.text("photo_alt").is_empty()
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
            } else if TEXTS.contains(&name.as_str()) && part.file_name().is_none() && pairs.iter().all(|(known, _)| *known != name) {
                pairs.push((name, read_text(part).await?));
            } else {
                return Err(PageError::Unreadable(StatusCode::BAD_REQUEST));
            }
        }
        Ok(Self { fields: Fields::new(pairs), file: file.unwrap_or_default(), _place: Some(place) })
    }
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
