//! What counts how much in the meetings of a planning year.

use crate::{
    forms::Fields,
    http::{PageError, PageResult, Web, go_with},
    links,
    pages::weights::{SCALE, WEIGHT, field},
};
use axum::{Form, extract::Path};
use domain::{
    number,
    permission::{may_manage_cycle, may_see_settings, may_set_weights},
    priority::{Weighed, Weight},
    reason::Note,
};
use services::{
    CommandError, Problem, commands,
    queries::weights::{YearOfWeights, weights},
};

pub async fn set(web: Web, Path(year): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    may_manage_cycle(&web.actor)?;
    let years = weights(&web.services, &may_see_settings(&web.actor)?).await?;
    let known = years.iter().find(|known| known.cycle.plan_year.to_string() == year).ok_or(PageError::NotFound)?;
    let fields = Fields::new(pairs);
    let seen = fields.shown().and_then(|shown| read(&shown, known).ok()).unwrap_or_default();
    let outcome = async {
        let (after, reason) = (read(&fields, known)?, fields.read("reason", Note::new)?);
        let permit = may_set_weights(&web.actor, known.cycle.id)?;
        commands::set_weights(&web.services, &permit, &seen, after, &reason).await
    };
    match outcome.await {
        Ok(()) => Ok(go_with(&links::weights_of(known.cycle.plan_year), "saved")),
        Err(error) => web.again(&links::weights_of(known.cycle.plan_year), error, fields).await,
    }
}

/// The weights of every criterion.
fn read(fields: &Fields, year: &YearOfWeights) -> Result<Vec<Weighed>, CommandError> {
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for (criterion, _) in &year.criteria {
        let (code, text) = (&criterion.code, |part| fields.text(&field(part, criterion)));
        let weight = number::whole(text(WEIGHT)).and_then(Weight::from_percent);
        let weight = weight.map_err(|refusal| problems.push(Problem::at_one(WEIGHT, code, refusal)));
        let scale = Weighed::scale(text(SCALE)).map_err(|refusal| problems.push(Problem::at_one(SCALE, code, refusal)));
        all.extend(weight.ok().zip(scale.ok()).map(|(weight, scale)| Weighed { code: code.clone(), weight, scale }));
    }
    if problems.is_empty() { Ok(all) } else { Err(CommandError::Problems(problems)) }
}
