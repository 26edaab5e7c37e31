//! The forms in which people and offices say something. Each works alone; its island sends it without leaving the page.

use crate::{
    components::field::{Choice, Choices, Limit, TextArea, within_text_area},
    context::page_context,
    forms::FormState,
    islands::{Speaking, SpeakingWords},
    links,
    text::t_code,
};
use domain::{
    comment::{AnswerBody, CommentBody, CommentKind, Subject},
    ids::CommentId,
};
use leptos::prelude::*;
use uuid::Uuid;

fn words(sent: String) -> SpeakingWords {
    SpeakingWords { sending: t!("comments.sending"), sent, wrong: t!("comments.wrong"), unreached: t!("comments.unreached") }
}

#[component]
pub fn CommentForm(subject: Subject, action: String, id: Uuid) -> impl IntoView {
    let kinds = CommentKind::OF_RESIDENTS.map(|kind| Choice::new(kind.code(), t_code("comment_kind", kind.code()))).to_vec();
    view! {
        <div>
            <Speaking page=links::subject(subject) field="comment_body".to_owned() words=words(t!("comments.sent"))>
                <form method="post" action=action class="form">
                    <input type="hidden" name="comment_id" value=id.to_string()/>
                    <Choices name="comment_kind" legend=t!("comments.kind") choices=kinds/>
                    <TextArea name="comment_body" label=t!("comments.body") hint=t!("comments.body_hint") rows=3 most=CommentBody::MOST/>
                    <button class="btn btn--plain">{t!("comments.send")}</button>
                </form>
            </Speaking>
        </div>
    }
    .into_any()
}

#[component]
pub fn AnswerForm(subject: Subject, action: String, answers: Option<CommentId>) -> impl IntoView {
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
        <div>
            <Speaking page=links::subject(subject) field="answer_body".to_owned() words=words(t!("comments.answer_sent"))>
                <details open=refused.is_some()>
                    <summary>{title}</summary>
                    <form method="post" action=action class="form">
                        <input type="hidden" name="answer_id" value=id.to_string()/>
                        {answers.map(|answers| view! { <input type="hidden" name="answers" value=answers.to_string()/> })}
                        <div class="field" class:field--error=is_wrong>
                            <label for=field.clone()>{t!("comments.answer_body")}</label>
                            {problem.map(|words| view! { <p class="error-text" id="answer_body-error">{words}</p> })}
                            <textarea id=field.clone() name="answer_body" rows="4" aria-describedby=is_wrong.then_some("answer_body-error")
                                aria-invalid=is_wrong.then_some("true")>
                                {within_text_area(refused.as_ref().map_or("", |fields| fields.text("answer_body")))}
                            </textarea>
                            <Limit of=field most=AnswerBody::MOST/>
                        </div>
                        <button class="btn">{t!("comments.answer_send")}</button>
                    </form>
                </details>
            </Speaking>
        </div>
    }
    .into_any()
}
