//! What people say under a plan or a proposal: a form, the comments by kind, the answers of offices, likes, and what a
//! moderator may do. Where the form is sent to is the page's business; likes and moderation have their own addresses.

use crate::{
    components::{
        field::{Choice, Choices, TextArea, within_text_area},
        icon::{Icon, picture},
    },
    context::page_context,
    figures, format,
    forms::{Fields, FormState, Reading},
    http::Web,
    islands::LikeButton,
    links,
    shell::{Islands, Lists},
    text::{author, t_code},
};
use domain::{
    clock::Instant,
    comment::{AnswerBody, CommentBody, CommentKind, Subject},
    ids::CommentId,
    permission::{may_comment, may_like, may_moderate},
};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::{NewAnswer, NewComment},
    queries::comments::{CommentList, Thread},
    store::comments::Comment,
};
use uuid::Uuid;

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

/// What somebody says, off the form under a plan or proposal.
pub fn said(web: &Web, fields: &Fields) -> Result<NewComment, CommandError> {
    let mut form = Reading::of(fields);
    let id = fields.made_id("comment_id", &web.services.clock);
    let kind = form.choice("comment_kind", |code| CommentKind::from_code(code).filter(|kind| kind.is_of_residents()));
    let body = form.read("comment_body", CommentBody::new);
    form.done(kind.zip(body).map(|(kind, body)| NewComment { id, kind, body }))
}

/// What an office answers.
pub fn answered(web: &Web, fields: &Fields, subject: Subject) -> Result<NewAnswer, CommandError> {
    let mut form = Reading::of(fields);
    let (id, answers) = (fields.made_id("answer_id", &web.services.clock), fields.text("answers").parse().ok());
    let body = form.read("answer_body", AnswerBody::new);
    form.done(body.map(|body| NewAnswer { id, subject, answers, body }))
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
    // Answers of offices stand apart and are no comments of residents.
    let total: i64 = CommentKind::OF_RESIDENTS.into_iter().map(|kind| list.count(kind)).sum();
    let next = list.next.map(|(at, id)| {
        let kind = list.kind.map_or_else(String::new, |kind| format!("jenis={}&", kind.code()));
        format!("{}?{kind}sesudah={}~{id}#komentar", context.path, at.timestamp_micros())
    });
    let kinds = kind_links(&list, &context.path);
    view! {
        <section class="stack-l" id="komentar">
            {(!is_empty && context.actor.signed_in().is_some()).then(|| view! { <Islands/> })}
            {(total > 0).then(|| view! { <Lists/> })}
            <h2>{t!("comments.title", count = format::count(total))}</h2>
            {list.answers.into_iter().map(|answer| view! { <Answer answer/> }).collect_view()}
            {if may_write {
                view! { <CommentForm action id/> }.into_any()
            } else {
                let sign_in = links::sign_in_then(&context.path);
                view! { <p class="notice notice--info"><a href=sign_in>{t!("comments.sign_in")}</a></p> }.into_any()
            }}
            {(total > 0).then_some(kinds)}
            {is_empty.then(|| view! { <p class="empty">{t!("comments.empty")}</p> })}
            {list.threads.into_iter().map(|thread| {
                let answer_action = answer_action.clone();
                view! { <OneThread thread answer_action/> }
            }).collect_view()}
            {answer_action.clone().map(|action| view! { <AnswerForm action answers=None/> })}
            {next.map(|href| view! { <p class="pagination"><a class="btn btn--plain" href=href>{t!("comments.older")}</a></p> })}
        </section>
    }
    .into_any()
}

fn kind_links(list: &CommentList, path: &str) -> impl IntoView + use<> {
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
    view! { <nav aria-label=t!("comments.by_kind")><ul class="chips">{all}{kinds}</ul></nav> }
}

#[component]
fn CommentForm(action: String, id: Uuid) -> impl IntoView {
    let kinds = CommentKind::OF_RESIDENTS.map(|kind| Choice::new(kind.code(), t_code("comment_kind", kind.code()))).to_vec();
    view! {
        <form method="post" action=action class="form">
            <input type="hidden" name="comment_id" value=id.to_string()/>
            <Choices name="comment_kind" legend=t!("comments.kind") choices=kinds/>
            <TextArea name="comment_body" label=t!("comments.body") hint=t!("comments.body_hint") rows=3/>
            <button class="btn btn--plain">{t!("comments.send")}</button>
        </form>
    }
    .into_any()
}

#[component]
fn OneThread(thread: Thread, answer_action: Option<String>) -> impl IntoView {
    let Thread { comment, answers } = thread;
    let id = comment.id;
    let may_answer = comment.hidden.is_none();
    view! {
        <article class="comment" id=format!("komentar-{id}")>
            <OneComment comment/>
            {answers.into_iter().map(|answer| view! { <Answer answer/> }).collect_view()}
            {answer_action.filter(|_| may_answer).map(|action| view! { <AnswerForm action answers=Some(id)/> })}
        </article>
    }
    .into_any()
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
    view! {
        <header>
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
fn Answer(answer: Comment) -> impl IntoView {
    let zone = page_context().zone;
    let office = answer.office.clone().unwrap_or_default();
    let is_hidden = answer.hidden.is_some();
    view! {
        <div class="official-answer" id=format!("komentar-{}", answer.id)>
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

#[component]
fn AnswerForm(action: String, answers: Option<CommentId>) -> impl IntoView {
    // A new id for each form of the page: the time-ordered part is the same, the rest is not.
    let id = page_context().new_id();
    let answered = answers.map_or_else(String::new, |answers| answers.to_string());
    // Of all these forms of the page the one that was refused shows what was typed, under the name that the summary
    // links to.
    let refused = FormState::posted().filter(|fields| fields.has("answer_id") && fields.text("answers") == answered);
    let problem = refused.as_ref().and_then(|_| FormState::problem("answer_body"));
    let is_wrong = problem.is_some();
    let field = if refused.is_some() { "answer_body".to_owned() } else { format!("answer-{answered}") };
    let title = if answers.is_some() { t!("comments.answer_this") } else { t!("comments.answer_all") };
    view! {
        <details open=refused.is_some()>
            <summary>{title}</summary>
            <form method="post" action=action class="form">
                <input type="hidden" name="answer_id" value=id.to_string()/>
                {answers.map(|answers| view! { <input type="hidden" name="answers" value=answers.to_string()/> })}
                <div class="field" class:field--error=is_wrong>
                    <label for=field.clone()>{t!("comments.answer_body")}</label>
                    {problem.map(|words| view! { <p class="error-text" id="answer_body-error">{words}</p> })}
                    <textarea id=field name="answer_body" rows="4" aria-describedby=is_wrong.then_some("answer_body-error")
                        aria-invalid=is_wrong.then_some("true")>
                        {within_text_area(refused.as_ref().map_or("", |fields| fields.text("answer_body")))}
                    </textarea>
                </div>
                <button class="btn">{t!("comments.answer_send")}</button>
            </form>
        </details>
    }
    .into_any()
}
