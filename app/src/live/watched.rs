//! What a page shows, and how far the ledger was before it was loaded.

use crate::{context::page_context, forms::FormState, http::Web, nonce::use_nonce};
use leptos::prelude::*;
use services::news::{Positions, Topic};
use std::sync::{Arc, OnceLock};

/// What the page being drawn shows.
#[derive(Clone, Debug)]
pub struct Watched {
    topics: Vec<Topic>,
    since: Arc<OnceLock<Positions>>,
}

/// Says so, before the page begins to load: what happens while it loads is told afterwards.
pub fn watch(topics: impl IntoIterator<Item = Topic>) {
    provide_context(Watched { topics: topics.into_iter().collect(), since: Arc::default() });
}

impl Watched {
    /// Where it fails, the page is fetched once more than it had to be.
    pub async fn look(&self, web: &Web) {
        if let Ok(positions) = web.services.news.positions(&web.services.database, &self.topics).await {
            // Looked at once.
            let _ = self.since.set(positions);
        }
    }
}

/// What listens; nothing on a page that does not change under its reader, or whose form was refused: what was typed
/// stands there until it is sent again.
#[component]
pub fn Live() -> impl IntoView {
    let is_refused = use_context::<FormState>().is_some_and(|form| form.posted);
    let watched = use_context::<Watched>().filter(|watched| !watched.topics.is_empty() && !is_refused);
    watched.map(|Watched { topics, since }| {
        let version = page_context().site.version.clone();
        let topics = topics.iter().map(Topic::to_string).collect::<Vec<_>>().join(",");
        let since = since.get().map(Positions::to_string).unwrap_or_default();
        view! {
            <div id="langsung" class="live" aria-live="polite" data-tentang=topics data-sejak=since
                data-putus=t!("live.lost") data-kembali=t!("live.back") data-baru=t!("live.fresh")
                data-lain=t!("live.other") data-lama=t!("live.old") data-tampilkan=t!("live.show")></div>
            <script type="module" src=format!("/pkg/live.js?v={version}") nonce=use_nonce()></script>
        }
    })
}
