//! What islands show: words and figures as the server makes them, for every state that a tap can lead to, so that no
//! number is formatted and no rule known in the browser.

use serde::{Deserialize, Serialize};
use serde_tuple::{Deserialize_tuple, Serialize_tuple};

/// Who backs a proposal: without the reader and with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize_tuple, Deserialize_tuple)]
pub struct Backing {
    pub is_mine: bool,
    pub counts: [String; 2],
    /// From where.
    pub detail: String,
}

/// The reader's answer to a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mine {
    #[default]
    Nothing,
    Support,
    Against,
}

impl Mine {
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Support, Self::Against];
}

/// The answers to a plan, as each answer of the reader would make them, in the order of [`Mine::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize_tuple, Deserialize_tuple)]
pub struct Standing {
    pub mine: Mine,
    pub counts: [Counted; 3],
    /// What the reader has said, and since when.
    pub given: [String; 3],
    /// Of local residents and of others: for it and against it, as they were last counted.
    pub sides: [[String; 2]; 2],
}

/// How many are for a plan and against it, and their shares of the bar as widths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize_tuple, Deserialize_tuple)]
pub struct Counted {
    pub supporting: String,
    pub opposing: String,
    pub share_for: String,
    pub share_against: String,
    /// The same for those who hear it; empty while nobody has answered.
    pub label: String,
}

/// The words of the button at a comment: while it is not liked, and while it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize_tuple, Deserialize_tuple)]
pub struct Liking {
    pub is_mine: bool,
    pub words: [String; 2],
}

/// What has just been said, and what of its page is drawn again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize_tuple, Deserialize_tuple)]
pub struct Spoken {
    /// Its own id on the page, on which it may stand already.
    pub id: String,
    pub within: Place,
    pub html: String,
    /// Ids of elements, and what stands in them now.
    pub pieces: Vec<(String, String)>,
    /// The id of what will be said next.
    pub next: String,
}

/// Where on the page, by the id of what is around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    TopOf(String),
    EndOf(String),
    Nowhere,
}

/// What was written is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When, in words.
    pub words: String,
    /// Values of fields that nobody sees, by their names.
    pub shown: Vec<(String, String)>,
    /// What could not be read stays on the page.
    pub problems: Vec<(String, String)>,
}

/// Proposals with a title like the one that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarOnes {
    /// How many there are, in words; empty where there is none.
    pub said: String,
    pub ones: Vec<AlikeOne>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeOne {
    pub href: String,
    pub title: String,
    /// Where it is, what has become of it, and how many back it.
    pub detail: String,
}

/// A place that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPlace {
    pub code: String,
    pub name: String,
}

/// What was done on the desk of a meeting, and what is stored there now, also of what colleagues did meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// That it was stored, and when.
    pub stored: String,
    /// Why it was not, in words.
    pub refused: String,
    /// Made for the next act; of values, who has given any, and when last.
    pub next: String,
    /// The mark of the order, by which the next move tells what it was made on.
    pub seen: String,
    /// The order from the top, or the one value.
    pub lines: Vec<ToldLine>,
}

/// One line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldLine {
    /// The proposal in the order; of a value, the reader's own.
    pub of: String,
    /// From where it was moved; of a value, what it adds to the total while it is empty, and as 1 to 5.
    pub mark: String,
    /// Why it was moved; of a value, what others gave.
    pub words: String,
}
