//! What is shown instead of a page: not found, not yours, broken. Says what to do next, and gives back what was typed.

use crate::{
    actions,
    components::{
        icon::Icon,
        kept::{KeptWords, SendAgain},
    },
    forms::FormState,
    http::{PageError, Web, mark_unavailable},
    kept::{Kept, tape::Tape},
    links,
    pages::account,
    shell::Head,
    text,
};
use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::Problem;

/// Middleware: turns a [`PageError`] into a page with the way on and what was typed. Reading without an account leads
/// to sign-in.
pub async fn error_pages(web: Web, request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET;
    let (tape, request) = Tape::of(request);
    let mut response = next.run(request).await;
    let found = PageError::behind(&response);
    let is_action = actions::is_action(web.uri.path()) || web.by_script;
    if found.is_some() || is_action {
        log(&web, &mut response);
    }
    let Some(error) = found else {
        return response;
    };
    if is_action {
        return as_action(&web, &error, response);
    }
    if is_get && matches!(*error, PageError::Refused(Refusal::SignInFirst)) {
        return Redirect::to(&links::sign_in_then(&web.uri.to_string())).into_response();
    }
    // An office's page, whose rights wait for the second step.
    if is_get && web.actor.awaits_second_step() && matches!(*error, PageError::Refused(Refusal::NotYourOffice)) {
        return Redirect::to(links::SECOND_STEP).into_response();
    }
    let status = response.status();
    let kept = match &tape {
        Some(tape) => tape.clone().kept(&web.site.form_paths).await,
        None => None,
    };
    let wait = response.headers().get(header::RETRY_AFTER).cloned();
    let seconds = wait.as_ref().and_then(|value| value.to_str().ok()?.parse().ok());
    let mut page = render(&web, &error, kept, seconds).await;
    *page.status_mut() = status;
    // What nobody reads any more, a photo or a form too long, ends the connection: the browser is told, so that it
    // sends the next form on another one.
    if tape.is_some_and(|tape| !tape.has_ended()) {
        page.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if let Some(wait) = wait {
        page.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    if let Some(outage) = error.outage() {
        mark_unavailable(&mut page, outage);
    }
    page
}

/// Goes with an answer whose refusal stands in the log.
#[derive(Clone, Copy)]
struct Logged;

fn log(web: &Web, response: &mut Response) {
    let status = response.status().as_u16();
    if matches!(status, 401 | 403 | 413 | 429 | 503) && response.extensions_mut().insert(Logged).is_none() {
        let account = web.actor.id().map(tracing::field::display);
        tracing::info!(event = "refused", status, account, "a request was refused");
    }
}

/// The same status and the same wait, said as actions say it.
fn as_action(web: &Web, error: &PageError, refused: Response) -> Response {
    let mut said = actions::tell(web, error);
    *said.status_mut() = refused.status();
    if let Some(wait) = refused.headers().get(header::RETRY_AFTER) {
        said.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    said.extensions_mut().insert(Logged);
    said
}

/// `kept` is the form that was not let through, `wait` the seconds after which it may be sent again.
async fn render(web: &Web, error: &PageError, kept: Option<Kept>, wait: Option<u32>) -> Response {
    if let (PageError::Refused(Refusal::SignInFirst), Some(kept)) = (error, &kept) {
        return account::ask_to_sign_in(web, kept).await;
    }
    let outage = error.outage();
    let (key, refusal): (&'static str, Option<Refusal>) = match error {
        PageError::NotFound | PageError::Elsewhere(_) => ("not_found", None),
        PageError::Refused(
            refusal @ (Refusal::NotYourOffice | Refusal::NotOnYourself | Refusal::ResidenceNotConfirmed | Refusal::SignInFirst),
        ) => ("not_allowed", Some(refusal.clone())),
        PageError::Refused(refusal) => ("refused", Some(refusal.clone())),
        PageError::Problems(problems) => ("refused", problems.first().map(|problem| problem.refusal.clone())),
        PageError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE) => ("too_large", None),
        PageError::Unreadable(StatusCode::FORBIDDEN) => ("other_site", None),
        PageError::Unreadable(_) => ("unreadable", None),
        PageError::Failed(_) if outage.is_some() => ("unavailable", None),
        PageError::Failed(_) => ("failed", None),
    };
    let title = web.text(&format!("error.{key}"));
    let signed_in = web.actor.signed_in().is_some();
    let back = kept.as_ref().and(web.referer.clone());
    let again = may_be_sent_again(error);
    let web = web.with_form(FormState { problems: problems(error), ..FormState::default() });
    let head = Head::new(title.clone());
    let view = move || {
        view! {
            <div class="page-head"><h1>{title.clone()}</h1></div>
            <p class="lead">{match &refusal {
                Some(refusal) => text::refusal(refusal),
                None => text::t_code("error_help", key),
            }}</p>
            {outage.map(|outage| view! { <p>{text::t_code("outage", outage.code())}</p> })}
            {wait.map(|seconds| view! { <p>{t!("kept.wait", seconds = seconds)}</p> })}
            {kept.clone().map(|kept| view! { <Typed kept again/> })}
            <p class="cluster">
                {back.clone().map(|href| view! { <a class="btn btn--plain" href=href>{t!("kept.back")}</a> })}
                <a class="btn" href=links::HOME>{t!("error.home")}</a>
                {(!signed_in).then(|| view! { <a class="btn btn--plain" href=links::SIGN_IN>{t!("shell.sign_in")}</a> })}
            </p>
        }
    };
    match error {
        // Nothing more is asked of a database that does not answer.
        PageError::Failed(_) => web.bare_page(head, view).await,
        _ => web.page(head, view).await,
    }
}

fn problems(error: &PageError) -> Vec<Problem> {
    match error {
        PageError::Problems(problems) => problems.clone(),
        _ => Vec::new(),
    }
}

/// Sending the same once more may help: later, or with something changed. What came from elsewhere, or is not for this
/// person, is only given back to be read.
fn may_be_sent_again(error: &PageError) -> bool {
    match error {
        PageError::Refused(refusal) => {
            use Refusal as R;
            !matches!(
                refusal,
                R::NotYourOffice | R::NotOnYourself | R::ResidenceNotConfirmed | R::NotFound | R::BegunByAnother | R::SentBefore
            )
        }
        PageError::Problems(_) | PageError::Failed(_) => true,
        PageError::NotFound | PageError::Elsewhere(_) | PageError::Unreadable(_) => false,
    }
}

#[component]
fn Typed(kept: Kept, again: bool) -> impl IntoView {
    let has_file = kept.has_file;
    if again && !has_file {
        return view! {
            <p class="notice notice--warn"><Icon name="info"/><span>{t!("kept.not_saved")}</span></p>
            <SendAgain kept button=t!("kept.again")/>
        }
        .into_any();
    }
    let has_words = kept.has_words();
    view! {
        {has_file.then(|| view! { <p class="notice notice--warn"><Icon name="info"/><span>{t!("kept.file")}</span></p> })}
        {(has_words && !has_file).then(|| view! { <p class="notice notice--warn"><Icon name="info"/><span>{t!("kept.to_copy")}</span></p> })}
        <KeptWords kept/>
    }
    .into_any()
}
