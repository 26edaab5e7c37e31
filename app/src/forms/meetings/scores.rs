//! Keeps the values of one assessor.

use crate::{
    forms::{Fields, shown_name},
    http::{PageResult, Web, go_with, parse},
};
use axum::{Form, extract::Path};
use domain::{priority::Points, refusal::Refusal};
use services::{
    CommandError,
    commands::musrenbang::{Scored, ShownScores, TypedScore, score_proposals},
};

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = parse(&id)?;
    let prefix = shown_name("");
    let (companions, given): (Vec<_>, Vec<_>) =
        pairs.iter().filter(|(name, _)| name.contains(':')).partition(|(name, _)| name.starts_with(&prefix));
    let outcome = match read(given.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
        Some(values) => {
            let seen = companions.iter().filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?, value.as_str())));
            let seen = (!companions.is_empty()).then(|| shown(read(seen).unwrap_or_default()));
            score_proposals(&web.services, &web.actor, meeting, &values, seen.as_ref()).await
        }
        None => Err(CommandError::Refused(Refusal::ChoiceUnknown)),
    };
    let fields = Fields::new(pairs);
    let here = super::here(&web, meeting, "skor");
    let said = |notice| Ok(go_with(&here, notice));
    match outcome {
        Ok(Scored { taken: 0, kept: 0, own: 0 }) => said("scores_saved"),
        Ok(Scored { taken: 0, kept: 0, .. }) => said("scores_saved_but_own"),
        Ok(Scored { taken: 0, .. }) => said("scores_saved_beside_others"),
        Ok(_) => web.again(&here, Refusal::ScoresTaken.into(), fields).await,
        Err(error) => web.again(&here, error, fields).await,
    }
}

/// One value as an island sends it, and what its cell held before.
pub fn one_score(cell: &str, before: &str, points: &str) -> Result<(TypedScore, ShownScores), CommandError> {
    let one = |points| read(std::iter::once((cell, points)));
    let given = one(points).and_then(|values| values.into_iter().next()).ok_or(Refusal::ChoiceUnknown)?;
    Ok((given, shown(one(before).unwrap_or_default())))
}

fn shown(values: Vec<TypedScore>) -> ShownScores {
    values.into_iter().map(|(proposal, criterion, points)| ((proposal, criterion), points)).collect()
}

/// Fields are named `proposal:criterion`; empty ones say nothing. None when one of them is not readable.
fn read<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Vec<TypedScore>> {
    let given = fields.filter(|(_, value)| !value.trim().is_empty());
    given
        .map(|(name, value)| {
            let (proposal, criterion) = name.split_once(':')?;
            let points = Points::new(value.trim().parse().ok()?).ok()?;
            Some((proposal.parse().ok()?, criterion.parse().ok()?, points))
        })
        .collect()
}
