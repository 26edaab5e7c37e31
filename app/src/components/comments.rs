//! What people say under a plan or a proposal: a form, the comments by kind, the answers of offices, likes, and what a
//! moderator may do. Where the form is sent to is the page's business; likes and moderation have their own addresses.

mod again;
mod thread;
mod write;

pub use {
    again::spoken,
    thread::{Paragraphs, place},
};

use crate::{
    components::keeping::Pointing,
    context::page_context,
    format,
    http::Web,
    links,
    shell::{Islands, Lists},
    text::t_code,
};
use domain::{
    clock::Instant,
    comment::{CommentKind, Subject},
    ids::CommentId,
    permission::may_comment,
};
use leptos::prelude::*;
use services::queries::comments::CommentList;
use thread::{Answer, OneThread};
use uuid::Uuid;
use write::{AnswerForm, CommentForm};

/// Where a list begins, read off the address: `?jenis=` and `?sesudah=`.
pub fn wanted(web: &Web) -> (Option<CommentKind>, Option<(Instant, CommentId)>) {
    let before = web.filter("sesudah", |text| {
        let (micros, id) = text.split_once('~')?;
        Some((crate::query::instant(micros)?, id.parse().ok()?))
    });
    (web.filter("jenis", CommentKind::from_code), before)
}

/// The fields of the forms of this file, for the error summary of the page.
pub fn labels() -> Vec<(&'static str, String)> {
    vec![("comment_kind", t!("comments.kind")), ("comment_body", t!("comments.body")), ("answer_body", t!("comments.answer_body"))]
}

/// All comments of a page. `action` takes the form, `answer_action` the form of an office where the reader may answer;
/// `id` is new and goes with the form.
#[component]
pub fn Comments(
    subject: Subject,
    list: CommentList,
    #[prop(into)] action: String,
    #[prop(optional_no_strip, into)] answer_action: Option<String>,
    id: Uuid,
) -> impl IntoView {
    let context = page_context();
    let may_write = may_comment(&context.actor, subject).is_ok();
    let is_empty = list.answers.is_empty() && list.threads.is_empty();
    let next = list.next.map(|(at, id)| {
        let kind = list.kind.map_or_else(String::new, |kind| format!("jenis={}&", kind.code()));
        format!("{}?{kind}sesudah={}~{id}#komentar", context.path, at.timestamp_micros())
    });
    let has_residents = of_residents(&list) > 0;
    let (title, kinds) = (title(&list), kinds(&list, &context.path));
    view! {
        <section class="stack-l" id="komentar">
            {context.actor.signed_in().is_some().then(|| view! { <Islands/><Pointing/> })}
            {has_residents.then(|| view! { <Lists/> })}
            <h2 id="komentar-judul">{title}</h2>
            <div class="stack-l" id="jawaban-resmi">{list.answers.into_iter().map(|answer| view! { <Answer answer/> }).collect_view()}</div>
            {answer_action.clone().map(|action| view! { <AnswerForm subject action answers=None/> })}
            <div id="komentar-jenis">{kinds}</div>
            {if may_write {
                view! { <CommentForm subject action id/> }.into_any()
            } else {
                let sign_in = links::sign_in_then(&context.path);
                view! { <p class="notice notice--info"><a href=sign_in>{t!("comments.sign_in")}</a></p> }.into_any()
            }}
            <div id="komentar-daftar">
                {is_empty.then(|| view! { <p class="empty">{t!("comments.empty")}</p> })}
                {list.threads.into_iter().map(|thread| {
                    let answers = Some(thread.comment.id);
                    let answer_form = answer_action.clone().map(|action| view! { <AnswerForm subject action answers/> }.into_any());
                    view! { <OneThread thread answer_form/> }
                }).collect_view()}
            </div>
            {next.map(|href| view! { <p class="pagination"><a class="btn btn--plain" href=href>{t!("comments.older")}</a></p> })}
        </section>
    }
    .into_any()
}

/// Answers of offices stand apart and are no comments of residents.
fn of_residents(list: &CommentList) -> i64 {
    CommentKind::OF_RESIDENTS.into_iter().map(|kind| list.count(kind)).sum()
}

fn title(list: &CommentList) -> String {
    t!("comments.title", count = format::count(of_residents(list)))
}

/// Links to the comments of one kind; nothing while there are none.
fn kinds(list: &CommentList, path: &str) -> AnyView {
    if of_residents(list) == 0 {
        return ().into_any();
    }
    let all =
        (list.kind.is_some()).then(|| view! { <li><a class="chip" href=format!("{path}#komentar")>{t!("comments.all_kinds")}</a></li> });
    let kinds: Vec<_> = CommentKind::OF_RESIDENTS
        .into_iter()
        .filter(|kind| list.count(*kind) > 0)
        .map(|kind| {
            let current = (list.kind == Some(kind)).then_some("true");
            let words = format!("{} ({})", t_code("comment_kind", kind.code()), format::count(list.count(kind)));
            view! { <li><a class="chip" href=format!("{path}?jenis={}#komentar", kind.code()) aria-current=current>{words}</a></li> }
        })
        .collect();
    view! { <nav aria-label=t!("comments.by_kind")><ul class="chips">{all}{kinds}</ul></nav> }.into_any()
}
