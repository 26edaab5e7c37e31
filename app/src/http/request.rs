//! One request: who asks, in which language, with what.

use super::{
    addresses::{is_host, referer},
    errors::PageError,
    everybody::{is_everybodys, language},
    headers::text_header,
    state::{AppState, Network, Visitor},
};
use crate::{
    forms::{Fields, FormState},
    lang::{Lang, Voice},
    query::Query,
    site::Site,
};
use axum::{
    extract::FromRequestParts,
    http::{Method, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use domain::{account::Actor, city::City, refusal::Refusal};
use leptos::prelude::AnyView;
use services::{AskedToken, BrowserToken, CommandError, Failure, Services, SessionToken, Visit, queries};
use std::{convert::Infallible, sync::Arc};

/// One request.
#[derive(Clone)]
pub struct Web {
    pub services: Services,
    pub actor: Actor,
    pub token: Option<SessionToken>,
    pub lang: Lang,
    pub site: Arc<Site>,
    pub uri: Uri,
    pub visit: Visit,
    pub query: Query,
    pub city: Arc<City>,
    /// It is what it is now, not only what was known last.
    has_city: bool,
    /// The page of this site from which the request came.
    pub referer: Option<String>,
    /// A script asks, and reads how it ended as data instead of a page.
    pub by_script: bool,
    posted: bool,
    host: String,
    pub(super) app: fn() -> AnyView,
    pub(crate) form: FormState,
    pub(crate) notice: Option<String>,
}

impl FromRequestParts<AppState> for Web {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or(Visitor { actor: Actor::public(), token: None });
        let jar = CookieJar::from_headers(&parts.headers);
        let lang = language(&parts.headers, &jar, &state.site);
        // Without the database pages say so, in the name that was known last.
        let known = queries::city::city_for_page(&state.services).await;
        let (has_city, city) = (known.is_some(), known.unwrap_or_else(|| state.services.city()));
        let query = Query::parse(parts.uri.query().unwrap_or(""));
        let host = text_header(&parts.headers, &header::HOST);
        Ok(Self {
            referer: referer(&parts.headers, &host),
            by_script: text_header(&parts.headers, &header::ACCEPT) == "application/json",
            posted: parts.method == Method::POST,
            services: state.services.meaning(parts.extensions.get().cloned()),
            actor: visitor.actor,
            token: visitor.token,
            lang,
            site: Arc::clone(&state.site),
            uri: parts.uri.clone(),
            visit: Visit {
                user_agent: text_header(&parts.headers, &header::USER_AGENT),
                network: parts.extensions.get::<Network>().cloned().unwrap_or_default().0,
                browser: jar.get(state.site.browser_cookie()).and_then(|cookie| BrowserToken::parse(cookie.value())),
                asked: jar.get(state.site.asked_cookie()).and_then(|cookie| AskedToken::parse(cookie.value())),
            },
            notice: Some(query.get("pesan").to_owned()).filter(|code| !code.is_empty()),
            query,
            city,
            has_city,
            host,
            app: state.app,
            form: FormState::default(),
        })
    }
}

impl Web {
    /// Where a reader comes back to this page. What was posted has no page at its own address.
    pub(crate) fn here(&self) -> String {
        let whole = self.uri.path_and_query().filter(|_| self.notice.is_none());
        let own = whole.map_or_else(|| self.uri.path().to_owned(), ToString::to_string);
        if self.posted { self.referer.clone().unwrap_or_else(|| crate::links::HOME.to_owned()) } else { own }
    }

    /// A value of the address's query; empty when absent.
    pub fn param(&self, name: &str) -> &str {
        self.query.get(name)
    }

    /// The whole address of a path, for links that leave this site. Where nobody has said what this site is called, it
    /// is what the reader's browser calls it, if that may be the name of a machine at all.
    pub fn absolute(&self, path: &str) -> String {
        if let Some(url) = &self.site.url {
            return format!("{url}{path}");
        }
        let scheme = if self.site.secure { "https" } else { "http" };
        if is_host(&self.host) { format!("{scheme}://{}{path}", self.host) } else { path.to_owned() }
    }

    /// Scheme, host and port that the reader's browser shows, as far as we know: whether it is TLS, whoever set up the
    /// site knows.
    pub fn origin(&self) -> String {
        let is_tls = self.site.url.as_ref().map_or(self.site.secure, |url| url.starts_with("https:"));
        format!("{}://{}", if is_tls { "https" } else { "http" }, self.host)
    }

    /// The page is drawn for everybody who has not signed in.
    pub(super) fn is_of_everybody(&self) -> bool {
        !self.posted && !self.form.posted && self.has_city && self.actor.signed_in().is_none() && is_everybodys(self.uri.path())
    }

    /// A filter of the address as `parse` understands it; what it does not understand is said on the page.
    pub fn filter<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.query.read(name, parse)
    }

    /// A text in the reader's language, for handlers; views use `t!`.
    pub fn text(&self, key: &str) -> String {
        self.voice().say(key, &[])
    }

    /// Who reads the answer.
    pub fn voice(&self) -> Voice {
        Voice { lang: self.lang, city: Arc::clone(&self.city) }
    }

    /// The answer to a form that was let through: where a browser goes on, which a script has no use for.
    pub fn done(&self, on: Response) -> Response {
        if self.by_script { StatusCode::NO_CONTENT.into_response() } else { on }
    }

    /// The same request as if it had asked for another page of this site.
    pub(super) fn at(&self, address: &str) -> Self {
        match address.parse::<Uri>() {
            Ok(uri) => Self { query: Query::parse(uri.query().unwrap_or("")), uri, ..self.clone() },
            Err(_) => self.clone(),
        }
    }

    /// The same request with something in its forms.
    pub fn with_form(&self, form: FormState) -> Self {
        Self { form, ..self.clone() }
    }

    /// The same request as of the person who has just signed in.
    pub async fn as_of(&self, token: &SessionToken) -> Result<Self, Failure> {
        let actor = queries::actor::actor_of(&self.services, token).await?;
        Ok(Self { actor, token: Some(token.clone()), form: FormState::default(), ..self.clone() })
    }

    /// Something in the form that was refused is to be mended.
    pub fn has_problems(&self) -> bool {
        !self.form.problems.is_empty()
    }

    /// The same request with a form that was refused: its page is rendered again with what was typed.
    /// So is one that cannot be saved just now. Other failures are no matter of the form and pass through.
    pub fn refused(&self, error: CommandError, fields: Fields) -> Result<Self, PageError> {
        let mut again = self.clone();
        again.form = FormState { fields, posted: true, ..FormState::default() };
        match error {
            CommandError::Problems(problems) => again.form.problems = problems,
            CommandError::Refused(Refusal::NotFound) => return Err(PageError::NotFound),
            CommandError::Refused(refusal @ (Refusal::SignInFirst | Refusal::NotYourOffice)) => return Err(PageError::Refused(refusal)),
            CommandError::Refused(refusal) => again.form.refusal = Some(refusal),
            CommandError::Failed(failure) => {
                again.form.unsaved = Some(failure.outage().ok_or(PageError::Failed(failure))?);
            }
        }
        Ok(again)
    }
}
