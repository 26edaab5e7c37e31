//! How a page is made: what it shows is loaded before anything of the answer is sent, then its frame is drawn around
//! it. What is loaded stays on the server; islands get what they need as props.

use crate::{
    http::{Awaited, PageError, Web, parse, stop},
    live::Watched,
    shell::{Frame, Head},
};
use futures::{FutureExt as _, TryFutureExt as _};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use leptos_router::hooks::use_params_map;
use services::Failure;
use std::{convert::Infallible, panic::AssertUnwindSafe, str::FromStr, sync::Arc};
use tracing::{Instrument as _, Span};

/// What a page shows, with its title; or why it cannot be shown.
pub type Loaded<T> = OnceResource<Result<(Head, T), Arc<PageError>>, OnServer>;

/// Begins to load what a page shows: one blocking resource. How far what it watches is, is asked before.
pub fn load<T, F>(loading: impl FnOnce(Web) -> F) -> Loaded<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<(Head, T), PageError>> + Send + 'static,
{
    let (web, watched) = (expect_context::<Web>(), use_context::<Watched>());
    let (loading, awaited) = (loading(web.clone()), expect_context::<Awaited>());
    let loading = async move {
        if let Some(watched) = watched {
            watched.look(&web).await;
        }
        loading.await
    };
    OnceResource::new_with_options(loaded(loading, awaited).instrument(Span::current()).map_err(Arc::new), true)
}

/// Leptos loads in a task of its own: what goes wrong there, and that nobody waits any more, has to be brought back.
async fn loaded<T>(loading: impl Future<Output = Result<T, PageError>>, awaited: Awaited) -> Result<T, PageError> {
    tokio::select! {
        loaded = AssertUnwindSafe(loading).catch_unwind() => {
            loaded.unwrap_or_else(|_| Err(Failure::Other("a page panicked while it was loaded".to_owned()).into()))
        }
        () = awaited.given_up() => Err(Failure::Other("nobody waits for this page any more".to_owned()).into()),
    }
}

/// A part of the address, such as an id; what cannot be one stands nowhere.
pub fn part<T: FromStr>(name: &str) -> Result<T, PageError> {
    parse(&use_params_map().with_untracked(|parts| parts.get(name)).unwrap_or_default())
}

/// A page around what it has loaded: `<Page of=plan let:plan>…</Page>`.
#[component]
pub fn Page<T, C, V>(of: Loaded<T>, children: C) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    C: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let shown = move || {
        let children = children.clone();
        Suspend::new(async move {
            match of.await {
                Ok((head, loaded)) => view! { <Frame head>{children(loaded).into_any()}</Frame> }.into_any(),
                Err(error) => {
                    stop(error);
                    ().into_any()
                }
            }
        })
    };
    view! { <Suspense>{shown}</Suspense> }.into_any()
}

/// For what is never sent to a browser: pages are not hydrated as a whole, so Leptos never asks for it.
#[derive(Clone, Copy, Debug)]
pub struct OnServer;

impl<T> Encoder<T> for OnServer {
    type Error = Infallible;
    type Encoded = String;

    fn encode(_: &T) -> Result<String, Infallible> {
        Ok(String::new())
    }
}

/// There is nothing to read.
#[derive(Clone, Copy, Debug)]
pub struct NothingSent;

impl<T> Decoder<T> for OnServer {
    type Error = NothingSent;
    type Encoded = str;

    fn decode(_: &str) -> Result<T, NothingSent> {
        Err(NothingSent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_panics_while_it_is_loaded_has_failed_and_what_nobody_waits_for_ends() {
        let (waiting, awaited) = Awaited::pair();
        let panics = async { if true { panic!("on purpose") } else { Ok(1) } };
        assert!(matches!(loaded(panics, awaited.clone()).await, Err(PageError::Failed(_))));
        assert!(matches!(loaded(async { Ok(1) }, awaited.clone()).await, Ok(1)));
        drop(waiting);
        assert!(matches!(loaded(std::future::pending::<Result<u8, PageError>>(), awaited).await, Err(PageError::Failed(_))));
    }
}
