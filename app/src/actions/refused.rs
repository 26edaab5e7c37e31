//! Why an act of an island was not done.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// The one error of all actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// No answer that can be read: nobody knows whether it arrived.
    Unreached,
    /// The reader is not signed in any more; the plain form leads to where they can.
    SignInFirst,
    /// In the reader's words.
    Said(String),
    /// The same at fields of a form, by their names.
    At(Vec<(String, String)>),
    /// Said by the service worker (`pekerja.js`): it waits in this browser for a network, and is sent once. `next` is
    /// the id of what will be said after it.
    Waits { words: String, next: String },
}

impl Refused {
    /// What is said of it in one place; `unreached` where nobody answered.
    pub fn words_or(self, unreached: &str) -> String {
        match self {
            Self::Said(words) | Self::Waits { words, .. } => words,
            Self::At(problems) => problems.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" "),
            Self::Unreached | Self::SignInFirst => unreached.to_owned(),
        }
    }
}

impl FromServerFnError for Refused {
    type Encoder = JsonEncoding;

    /// In the browser: no answer. On the server: what was sent is no input of the action, which no island of ours does.
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        #[cfg(feature = "ssr")]
        said::unreadable();
        Self::Unreached
    }
}

#[cfg(feature = "ssr")]
mod said {
    use super::Refused;
    use crate::{
        http::{PageError, answer},
        text,
    };
    use axum::http::{StatusCode, header};
    use domain::refusal::Refusal;
    use leptos::prelude::{expect_context, use_context};
    use leptos_axum::ResponseOptions;
    use services::{CommandError, Failure};
    use std::sync::Arc;

    pub fn unreadable() {
        if let Some(options) = use_context::<ResponseOptions>() {
            options.set_status(StatusCode::BAD_REQUEST);
        }
    }

    impl Refused {
        /// In the words of the reader whom the context knows.
        pub fn of(error: &PageError) -> Self {
            Self::Said(match error {
                PageError::Refused(Refusal::SignInFirst) => return Self::SignInFirst,
                PageError::Refused(refusal) => text::refusal(refusal),
                PageError::Problems(problems) => {
                    return Self::At(problems.iter().map(|problem| (problem.field.to_owned(), text::refusal(&problem.refusal))).collect());
                }
                PageError::NotFound | PageError::Elsewhere(_) => t!("error_help.not_found"),
                PageError::Unreadable(StatusCode::FORBIDDEN) => t!("error_help.other_site"),
                PageError::Unreadable(_) => t!("error_help.unreadable"),
                PageError::Failed(failure) => match failure.outage() {
                    Some(outage) => text::t_code("outage", outage.code()),
                    None => t!("error_help.failed"),
                },
            })
        }
    }

    /// Also says so in the status of the answer, as a page would.
    impl From<PageError> for Refused {
        fn from(error: PageError) -> Self {
            let refused = Self::of(&error);
            let (answered, options) = (answer(Arc::new(error)), expect_context::<ResponseOptions>());
            options.set_status(answered.status());
            if let Some(wait) = answered.headers().get(header::RETRY_AFTER) {
                options.insert_header(header::RETRY_AFTER, wait.clone());
            }
            refused
        }
    }

    impl From<CommandError> for Refused {
        fn from(error: CommandError) -> Self {
            PageError::from(error).into()
        }
    }

    impl From<Refusal> for Refused {
        fn from(refusal: Refusal) -> Self {
            PageError::from(refusal).into()
        }
    }

    impl From<Failure> for Refused {
        fn from(failure: Failure) -> Self {
            PageError::from(failure).into()
        }
    }
}
