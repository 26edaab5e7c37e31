//! One comment with its answers: who said it and when, what a moderator hid and why, the button to like it.

use crate::{
    components::icon::{Icon, picture},
    context::page_context,
    figures, format,
    islands::LikeButton,
    links,
    text::{author, t_code},
};
use domain::{
    comment::CommentKind,
    ids::CommentId,
    permission::{may_like, may_moderate},
};
use leptos::prelude::*;
use services::{queries::comments::Thread, store::comments::Comment};

/// `answer_form` is that of an office, where the reader may give an answer.
#[component]
pub fn OneThread(thread: Thread, answer_form: Option<AnyView>) -> impl IntoView {
    let Thread { comment, answers } = thread;
    let id = comment.id;
    let may_answer = comment.hidden.is_none();
    view! {
        <article class="comment" id=place(id)>
            <OneComment comment/>
            <div class="stack" id=answers_to(id)>{answers.into_iter().map(|answer| view! { <Answer answer/> }).collect_view()}</div>
            {answer_form.filter(|_| may_answer)}
        </article>
    }
    .into_any()
}

/// Where a comment stands on its page.
pub fn place(id: CommentId) -> String {
    format!("komentar-{id}")
}

/// Where the answers to a comment stand.
pub fn answers_to(id: CommentId) -> String {
    format!("jawaban-{id}")
}

/// How a kind looks; its word is always beside the colour.
fn kind_class(kind: CommentKind) -> &'static str {
    match kind {
        CommentKind::Supporting => "tag tag--yes",
        CommentKind::Objection => "tag tag--no",
        CommentKind::Suggestion | CommentKind::Question => "tag tag--info",
        CommentKind::Answer => "tag",
    }
}

#[component]
fn OneComment(comment: Comment) -> impl IntoView {
    let zone = page_context().zone;
    let is_hidden = comment.hidden.is_some();
    let who = author(&comment.author);
    let is_mine = page_context().actor.id() == Some(comment.author_id);
    view! {
        <header>
            {is_mine.then(|| view! { <span class="tag tag--yes">{t!("comments.yours")}</span> })}
            <span class=kind_class(comment.kind)>{t_code("comment_kind", comment.kind.code())}</span>
            <span class="small soft">{who.clone()} " · " {format::instant(comment.at, zone)}</span>
        </header>
        <HiddenReason reason=comment.hidden.clone()/>
        {(!comment.body.is_empty()).then(|| view! { <Paragraphs text=comment.body.clone()/> })}
        <footer>
            {(!is_hidden).then(|| view! { <Like id=comment.id likes=comment.likes liked=comment.liked who/> })}
            <Moderate id=comment.id is_hidden/>
        </footer>
    }
    .into_any()
}

/// An office speaks; stands out and names it.
#[component]
pub fn Answer(answer: Comment) -> impl IntoView {
    let zone = page_context().zone;
    let office = answer.office.clone().unwrap_or_default();
    let is_hidden = answer.hidden.is_some();
    view! {
        <div class="official-answer" id=place(answer.id)>
            <header><Icon name="megaphone"/><span>{t!("comments.official", office = office)}</span>
                <span class="small soft">{format::instant(answer.at, zone)}</span></header>
            <HiddenReason reason=answer.hidden.clone()/>
            {(!answer.body.is_empty()).then(|| view! { <Paragraphs text=answer.body.clone()/> })}
            <footer>
                {(!is_hidden).then(|| view! { <Like id=answer.id likes=answer.likes liked=answer.liked who=office/> })}
                <Moderate id=answer.id is_hidden/>
            </footer>
        </div>
    }
    .into_any()
}

#[component]
fn HiddenReason(reason: Option<String>) -> impl IntoView {
    reason.map(|reason| view! { <p class="comment--removed">{t!("comments.hidden", reason = reason)}</p> })
}

/// Typed text with its empty lines as paragraphs.
#[component]
pub fn Paragraphs(#[prop(into)] text: String) -> impl IntoView {
    let paragraphs: Vec<String> = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    view! { <div class="measure stack">{paragraphs.into_iter().map(|part| view! { <p>{part}</p> }).collect_view()}</div> }.into_any()
}

#[component]
fn Like(id: CommentId, likes: i64, liked: bool, who: String) -> impl IntoView {
    let context = page_context();
    let count = format::count(likes);
    if may_like(&context.actor, id).is_err() {
        return view! { <span class="small soft">{t!("comments.likes", count = count)}</span> }.into_any();
    }
    let liking = figures::liking(likes, liked);
    let names = liking.words.clone().map(|words| t!("comments.like_name", words = words, who = who));
    view! {
        <LikeButton comment=id.to_string() form=links::like_comment(id) here=context.path liking names picture=picture("thumb-up") unreached=t!("live.unreached")/>
    }
    .into_any()
}

/// For moderators: hide with a reason, or show again.
#[component]
fn Moderate(id: CommentId, is_hidden: bool) -> impl IntoView {
    let context = page_context();
    may_moderate(&context.actor, id).is_ok().then(|| {
        if is_hidden {
            view! {
                <form method="post" action=links::restore_comment(id)>
                    <input type="hidden" name="kembali" value=context.path.clone()/>
                    <button class="link-btn">{t!("comments.restore")}</button>
                </form>
            }
            .into_any()
        } else {
            let field = format!("alasan-{id}");
            view! {
                <details>
                    <summary class="small">{t!("comments.hide")}</summary>
                    <form method="post" action=links::hide_comment(id) class="form">
                        <input type="hidden" name="kembali" value=context.path.clone()/>
                        <div class="field">
                            <label for=field.clone()>{t!("comments.hide_reason")}</label>
                            <input id=field name="reason" type="text" required maxlength="500"/>
                        </div>
                        <button class="btn btn--danger btn--small">{t!("comments.hide")}</button>
                    </form>
                </details>
            }
            .into_any()
        }
    })
}
