//! What is written beside the lists before a meeting closes. Whether it may be is asked in [`super::MeetingAct`]; what
//! closing makes of it, in [`super::Agenda`].

use crate::reason::Note;

/// Why there are so few women, why the money is passed, who did not agree; nothing where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingNotes {
    pub women: Option<Note>,
    pub ceiling: Option<Note>,
    pub dissent: Option<Note>,
    /// Decided by vote, not by consensus.
    pub by_vote: bool,
}
