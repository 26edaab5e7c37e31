//! What people and offices say under a plan or a proposal. `form` is what their form would send; each answers with what
//! of the page has changed, or with nothing where it was said and could not be read again.

use super::{Refused, shown::Spoken};
#[cfg(feature = "ssr")]
use crate::{
    components::comments::spoken,
    forms::{Fields, comments},
    http::{PageError, Web},
    links,
};
#[cfg(feature = "ssr")]
use domain::permission::may_comment;
use leptos::{prelude::*, server_fn::codec::Json};
#[cfg(feature = "ssr")]
use services::commands;

#[server(endpoint = "komentar", input = Json)]
pub async fn comment(page: String, form: String) -> Result<Option<Spoken>, Refused> {
    let web: Web = expect_context();
    let subject = links::subject_of(&page).ok_or(PageError::NotFound)?;
    let permit = may_comment(&web.actor, subject)?;
    let id = comments::say(&web, &permit, &Fields::encoded(&form)).await?;
    Ok(spoken(&web, subject, id).await)
}

#[server(endpoint = "jawaban", input = Json)]
pub async fn answer(page: String, form: String) -> Result<Option<Spoken>, Refused> {
    let web: Web = expect_context();
    let subject = links::subject_of(&page).ok_or(PageError::NotFound)?;
    commands::may_answer_there(&web.services, &web.actor, subject).await?;
    let id = comments::answer(&web, subject, &Fields::encoded(&form)).await?;
    Ok(spoken(&web, subject, id).await)
}
