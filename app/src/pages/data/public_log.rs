//! What the public log is, how anybody checks it and keeps a copy, what it proves and what not.

use crate::{format, http::Web, links};
use leptos::prelude::*;
use services::{
    Failure,
    public_log::{ReplacedKey, replaced_keys},
};

/// What the page says of the log; empty where it has not begun.
#[derive(Clone, Default)]
pub struct Shown {
    key: String,
    /// Keys of before, each with the instant and the entry that replaced it.
    before: Vec<(String, u64, String)>,
    checkpoint: String,
    /// The address of the site.
    site: String,
}

pub async fn shown(web: &Web) -> Result<Shown, Failure> {
    let log = &web.services.log;
    let Some(key) = log.key()? else { return Ok(Shown::default()) };
    let checkpoint = log.checkpoint().await?.unwrap_or_default();
    let zone = web.services.zone();
    let before = replaced_keys(&web.services).await?.into_iter();
    let before = before.map(|ReplacedKey { key, until, size }| (format::instant(until, zone), size, key)).collect();
    Ok(Shown { key: key.to_string(), before, checkpoint, site: web.absolute("").trim_end_matches('/').to_owned() })
}

#[component]
pub fn PublicLog(log: Shown) -> impl IntoView {
    let Shown { key, before, checkpoint, site } = log;
    if key.is_empty() {
        return view! {
            <section class="stack" id="buku-besar">
                <h2>{t!("data.log")}</h2>
                <p class="measure">{t!("data.log_lead")}</p>
                <p class="empty">{t!("data.log_not_begun")}</p>
            </section>
        }
        .into_any();
    }
    let commands = format!("rembuk verify {site} --save penanda.txt\nrembuk verify {site} --checkpoint penanda.txt --save penanda.txt");
    view! {
        <section class="stack" id="buku-besar">
            <h2>{t!("data.log")}</h2>
            <p class="measure">{t!("data.log_lead")}</p>
            <p class="measure">{t!("data.log_persons")}</p>
            <h3>{t!("data.log_key")}</h3>
            <pre class="wraps"><code>{key}</code></pre>
            <p class="measure">{t!("data.log_key_words")} " " <a href=links::LOG_KEY>{t!("data.log_file")}</a></p>
            {(!before.is_empty()).then(|| view! { <KeysBefore keys=before/> })}
            <h3>{t!("data.log_checkpoint")}</h3>
            <pre class="wraps"><code>{checkpoint}</code></pre>
            <p class="measure">{t!("data.log_checkpoint_words")} " " <a href=links::LOG_CHECKPOINT>{t!("data.log_file")}</a></p>
            <h3>{t!("data.log_keep")}</h3>
            <p class="measure">{t!("data.log_keep_words")}</p>
            <pre class="wraps"><code>{commands}</code></pre>
            <p class="measure">{t!("data.log_tools")} " " <a href="https://c2sp.org/tlog-tiles">"C2SP tlog-tiles"</a></p>
            <h3>{t!("data.log_witness")}</h3>
            <p class="measure">{t!("data.log_witness_words")} " " <a href="https://c2sp.org/tlog-cosignature">"C2SP tlog-cosignature"</a></p>
            <h3>{t!("data.log_proves")}</h3>
            <p class="measure">{t!("data.log_proves_words")}</p>
            <h3>{t!("data.log_proves_not")}</h3>
            <p class="measure">{t!("data.log_proves_not_words")}</p>
        </section>
    }
    .into_any()
}

/// The first one first.
#[component]
fn KeysBefore(keys: Vec<(String, u64, String)>) -> impl IntoView {
    let told = keys.into_iter().map(|(until, entry, key)| {
        view! {
            <p>{t!("data.log_key_until", at = until, entry = entry)}</p>
            <pre class="wraps"><code>{key}</code></pre>
        }
    });
    view! {
        <h3>{t!("data.log_keys_before")}</h3>
        <p class="measure">{t!("data.log_keys_before_words")}</p>
        {told.collect_view()}
    }
}
