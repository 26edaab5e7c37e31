//! What residents say about a plan, and what its agency answers.

use super::life::Life;
use crate::{DemoError, crowd::Resident};
use domain::{
    comment::{CommentKind, Subject},
    ids::{CommentId, PlanId},
    permission::may_comment,
    plan::FollowUpKind,
};
use rand::{Rng, seq::IndexedRandom};
use serde::Deserialize;
use services::{
    Clock, CommandError, Services,
    commands::{self, AnswerForm, CommentForm},
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

/// The comments of `comments.csv` on this plan, with some likes; the first question is answered by the agency.
pub async fn comment(life: &mut Life<'_>, plan: PlanId, published: i64, people: &[Resident]) -> Result<(), DemoError> {
    let records: Vec<CommentRecord> = csv::Reader::from_reader(COMMENTS.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let title = life.record.title.clone();
    let mut question = None;
    for record in records.into_iter().filter(|record| record.subject == "plan" && record.applies_to == title) {
        let Some(person) = people.choose(life.rng) else { break };
        let at = life.within(published, 12);
        let then = Services { clock: Clock::frozen(at), ..life.services.clone() };
        let id = CommentId(then.clock.new_id());
        let kind = CommentKind::from_code(&record.kind);
        let permit = may_comment(&person.actor).map_err(CommandError::from)?;
        let form = CommentForm { id, subject: Subject::Plan(plan), kind, body: record.text };
        commands::add_comment(&then, &permit, form).await?;
        let likes = life.rng.random_range(0..4_usize);
        for fan in people.choose_multiple(life.rng, likes).filter(|fan| fan.id != person.id) {
            let permit = may_comment(&fan.actor).map_err(CommandError::from)?;
            commands::like_comment(&then, &permit, id, true).await?;
        }
        if kind == Some(CommentKind::Question) && question.is_none() {
            question = Some(id);
        }
    }
    if question.is_some() && published > 13 {
        let texts = answers("answer")?;
        let text = texts.choose(life.rng).cloned().unwrap_or_default();
        answer(life, plan, published - 13, question, &text).await?;
    }
    Ok(())
}

/// The agency answers in its own name.
pub async fn answer(life: &Life<'_>, plan: PlanId, days: i64, question: Option<CommentId>, text: &str) -> Result<(), DemoError> {
    let then = life.at(days);
    let form = AnswerForm { id: CommentId(then.clock.new_id()), subject: Subject::Plan(plan), answers: question, body: text.to_owned() };
    Ok(commands::answer(&then, life.verifier, form).await?)
}
