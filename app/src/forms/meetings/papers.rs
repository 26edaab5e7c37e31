//! What becomes of the printed minutes: signed, and handed to the level above.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{
    clock::read_day,
    musrenbang::{PaperField, PaperName},
    number,
};
use services::commands::musrenbang::{NewHandingOver, NewSigning, hand_over_minutes, sign_minutes};

pub async fn sign(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (meeting, fields) = (parse(&id)?, Fields::new(pairs));
    let mut form = Reading::of(&fields);
    let new = NewSigning {
        by: form.read(PaperField::SignedBy.code(), PaperName::new),
        on: form.read(PaperField::SignedOn.code(), read_day),
        delegates: form.read(PaperField::SignedDelegates.code(), number::whole),
    };
    match form.beside(sign_minutes(&web.services, &web.actor, meeting, &new).await) {
        Ok(()) => Ok(go_with(&links::meeting_part(meeting, "pengesahan"), "minutes_signed")),
        Err(error) => web.again(&links::meeting_part(meeting, "pengesahan"), error, fields).await,
    }
}

pub async fn hand_over(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (meeting, fields) = (parse(&id)?, Fields::new(pairs));
    let mut form = Reading::of(&fields);
    let new = NewHandingOver {
        to: form.read(PaperField::ReceivedBy.code(), PaperName::new),
        on: form.read(PaperField::HandedOverOn.code(), read_day),
    };
    match form.beside(hand_over_minutes(&web.services, &web.actor, meeting, &new).await) {
        Ok(()) => Ok(go_with(&links::meeting(meeting), "minutes_handed_over")),
        Err(error) => web.again(&links::meeting_part(meeting, "pengesahan"), error, fields).await,
    }
}
