//! The browsers in which a person is signed in, for that person.

use crate::{Failure, Services, SessionToken, held, token};
use domain::{clock::Instant, permission::MayActAsSelf};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// By which a form names it.
    pub name: String,
    pub begun: Instant,
    pub last_seen: Instant,
    pub user_agent: String,
    /// The one that asks.
    pub is_this: bool,
}

/// The sessions in force, the last used first.
pub async fn own_sessions(services: &Services, permit: &MayActAsSelf, this: Option<&SessionToken>) -> Result<Vec<SessionLine>, Failure> {
    let mut tx = services.database.read().await?;
    let this = this.map(SessionToken::hash);
    let held = held::sessions(services, &mut tx, permit).await?;
    Ok(held
        .into_iter()
        .map(|session| SessionLine {
            name: token::name_of(&session.token_hash),
            begun: session.created_at,
            last_seen: session.last_seen_at,
            is_this: this.as_ref() == Some(&session.token_hash),
            user_agent: session.user_agent,
        })
        .collect())
}
