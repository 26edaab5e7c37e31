//! Whether browsers make and use passkeys where this site is being looked at, and in words why not.

use crate::http::Web;
use services::passkey::{NoPasskeys, PasskeySite};

/// Why there are none.
#[derive(Clone, Debug)]
pub enum NotHere {
    Unfit(NoPasskeys),
    /// The site is known under another address.
    Elsewhere(String),
}

impl NotHere {
    pub fn words(&self) -> String {
        match self {
            Self::Unfit(NoPasskeys::Number) => t!("passkeys.at_number"),
            Self::Unfit(NoPasskeys::Unencrypted | NoPasskeys::Unreadable) => t!("passkeys.at_unencrypted"),
            Self::Elsewhere(url) => t!("passkeys.at_another", url = url),
        }
    }
}

/// The address that an operator has set, where the reader is there; otherwise what the reader's browser calls this
/// site.
pub fn site_of(web: &Web) -> Result<PasskeySite, NotHere> {
    let visited = PasskeySite::at(&web.origin());
    let Some(url) = &web.site.url else { return visited.map_err(NotHere::Unfit) };
    let known = PasskeySite::at(url).map_err(NotHere::Unfit)?;
    if visited.is_ok_and(|visited| visited.is_same(&known)) { Ok(known) } else { Err(NotHere::Elsewhere(url.clone())) }
}
