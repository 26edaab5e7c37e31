//! What residents say about a plan, and what its agency answers.

use super::life::Life;
use crate::{DemoError, crowd::Resident};
use domain::{
    comment::{AnswerBody, CommentBody, CommentKind, Subject},
    ids::{CommentId, PlanId},
    permission::{may_comment, may_like},
    plan::FollowUpKind,
};
use rand::{Rng, seq::IndexedRandom};
use serde::Deserialize;
use services::{
    Clock, CommandError, Services,
    commands::{self, NewAnswer, NewComment},
};

const COMMENTS: &str = include_str!("../../data/comments.csv");
const ANSWERS: &str = include_str!("../../data/official-answers.csv");

#[derive(Deserialize)]
struct CommentRecord {
    subject: String,
    kind: String,
    text: String,
    applies_to: String,
}

#[derive(Deserialize)]
struct AnswerRecord {
    kind: String,
    text: String,
}

fn answers(kind: &str) -> Result<Vec<String>, DemoError> {
    let all: Vec<AnswerRecord> = csv::Reader::from_reader(ANSWERS.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    Ok(all.into_iter().filter(|answer| answer.kind == kind).map(|answer| answer.text).collect())
}

/// What an agency says when it follows up in this way.
pub fn follow_up_text(kind: FollowUpKind) -> Result<String, DemoError> {
    answers(kind.code())?.into_iter().next().ok_or_else(|| DemoError::Nonsense(kind.code().into()))
}

/// Which of the answers in `official-answers.csv` fits what somebody wrote.
fn fitting(kind: CommentKind, text: &str) -> Option<usize> {
    let text = text.to_lowercase();
    let speaks_of = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match kind {
        CommentKind::Question if speaks_of(&["berapa lama", "kapan"]) => Some(0),
        CommentKind::Question if speaks_of(&["bayar", "biaya", "iuran"]) => Some(1),
        CommentKind::Objection if speaks_of(&["rumah", "tebing", "tanah"]) => Some(2),
        _ => None,
    }
}

/// The comments of `comments.csv` on this plan, with some likes; the agency answers one of them.
pub async fn comment(life: &mut Life<'_>, plan: PlanId, published: i64, people: &[Resident]) -> Result<(), DemoError> {
    let records: Vec<CommentRecord> = csv::Reader::from_reader(COMMENTS.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let title = life.record.title.clone();
    let mut answered = None;
    for record in records.into_iter().filter(|record| record.subject == "plan" && record.applies_to == title) {
        let Some(person) = people.choose(life.rng) else { break };
        let at = life.within(published, 12);
        let then = Services { clock: Clock::frozen(at), ..life.services.clone() };
        let id = CommentId(then.clock.new_id());
        let kind = CommentKind::from_code(&record.kind).ok_or_else(|| DemoError::Nonsense("comment".into()))?;
        let permit = may_comment(&person.actor, Subject::Plan(plan)).map_err(CommandError::from)?;
        let fits = fitting(kind, &record.text);
        let form = NewComment { id, kind, body: CommentBody::new(&record.text)? };
        commands::add_comment(&then, &permit, form).await?;
        let likes = life.rng.random_range(0..4_usize);
        for fan in people.choose_multiple(life.rng, likes).filter(|fan| fan.id != person.id) {
            let permit = may_like(&fan.actor, id).map_err(CommandError::from)?;
            commands::like_comment(&then, &permit, true).await?;
        }
        answered = answered.or(fits.map(|text| (id, text)));
    }
    if let Some((id, text)) = answered
        && published > 13
    {
        let texts = answers("answer")?;
        let text = texts.get(text).ok_or_else(|| DemoError::Nonsense("answer".into()))?;
        answer(life, plan, published - 13, Some(id), text).await?;
    }
    Ok(())
}

/// The agency answers in its own name.
pub async fn answer(life: &Life<'_>, plan: PlanId, days: i64, question: Option<CommentId>, text: &str) -> Result<(), DemoError> {
    let then = life.at(days);
    let form =
        NewAnswer { id: CommentId(then.clock.new_id()), subject: Subject::Plan(plan), answers: question, body: AnswerBody::new(text)? };
    Ok(commands::answer(&then, life.verifier, form).await?)
}
