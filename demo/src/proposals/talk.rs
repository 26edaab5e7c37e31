//! What neighbours say about proposals.

use super::{Made, Maker};
use crate::DemoError;
use chrono::Duration;
use domain::{
    comment::{CommentKind, Subject},
    ids::CommentId,
    ledger::Event,
};
use rand::{Rng, seq::IndexedRandom};
use serde::Deserialize;
use services::{
    ledger::{self, Act},
    store::comments::{self, NewComment},
    unit::Unit,
};

const COMMENTS: &str = include_str!("../../data/comments.csv");

#[derive(Deserialize)]
struct CommentRecord {
    subject: String,
    kind: String,
    text: String,
    applies_to: String,
}

/// One or two comments under most proposals on whose topic there is something to say.
pub async fn write(maker: &mut Maker<'_>, unit: &mut Unit, made: &[Made]) -> Result<(), DemoError> {
    let records: Vec<CommentRecord> = csv::Reader::from_reader(COMMENTS.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    for proposal in made {
        let fitting: Vec<&CommentRecord> =
            records.iter().filter(|record| record.subject == "proposal" && proposal.code.starts_with(&record.applies_to)).collect();
        let count = maker.rng.random_range(0..3_usize);
        let chosen: Vec<&CommentRecord> = fitting.choose_multiple(&mut maker.rng, count).copied().collect();
        for record in chosen {
            let author = maker.neighbour(&proposal.rt)?.acting();
            let (days, minutes) = (maker.rng.random_range(1..=proposal.days_ago.clamp(1, 20)), maker.rng.random_range(0..700));
            let then = maker.then(proposal.days_ago - days, 0);
            let at = then.clock.now() + Duration::minutes(minutes);
            let words = ledger::salted(&record.text)?;
            let new = NewComment {
                id: CommentId(then.clock.new_id()),
                subject: Subject::Proposal(proposal.id),
                author: author.account,
                kind: CommentKind::from_code(&record.kind).unwrap_or(CommentKind::Supporting),
                body: &record.text,
                salt: &words.salt,
                office: None,
                answers: None,
                at,
            };
            comments::insert(&mut unit.tx, &new).await?;
            let event = Event::Commented { comment: new.id, said: new.kind, words: words.digest };
            ledger::record(&then.clock, &mut unit.tx, new.subject, vec![Act { at, acting: Some(author), event }]).await?;
        }
    }
    Ok(())
}
