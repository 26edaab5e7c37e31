//! What of the page is drawn again for whoever has just said something.

use super::thread::{Answer, OneThread, answers_to, place};
use crate::{
    actions::shown::{Place, Spoken},
    http::Web,
    links,
};
use domain::{comment::Subject, ids::CommentId};
use leptos::prelude::*;
use services::queries::comments::{self, CommentList};

/// Nothing where it was said and could not be read again.
pub async fn spoken(web: &Web, subject: Subject, id: CommentId) -> Option<Spoken> {
    let list = comments::newest(&web.services, &web.actor, subject).await.ok()?;
    Some(web.piece(&links::subject(subject), |context| {
        let next = context.new_id().to_string();
        let pieces = [
            ("komentar-judul", html_escape::encode_text(&super::title(&list)).into_owned()),
            ("komentar-jenis", super::kinds(&list, &context.path).to_html()),
        ];
        let pieces = pieces.map(|(id, html)| (id.to_owned(), html)).to_vec();
        let (within, html) = new_piece(list, id);
        Spoken { id: place(id), within, html, pieces, next }
    }))
}

/// Comments stand newest first, answers as they came.
fn new_piece(list: CommentList, id: CommentId) -> (Place, String) {
    if let Some(answer) = list.answers.into_iter().find(|answer| answer.id == id) {
        return (Place::EndOf("jawaban-resmi".to_owned()), view! { <Answer answer/> }.to_html());
    }
    for thread in list.threads {
        if thread.comment.id == id {
            return (Place::TopOf("komentar-daftar".to_owned()), view! { <OneThread thread answer_form=None/> }.to_html());
        }
        if let Some(answer) = thread.answers.into_iter().find(|answer| answer.id == id) {
            return (Place::EndOf(answers_to(thread.comment.id)), view! { <Answer answer/> }.to_html());
        }
    }
    (Place::Nowhere, String::new())
}
