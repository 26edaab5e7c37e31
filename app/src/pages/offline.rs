//! What there is without a network: what waits to be sent, and pages that were read lately. The service worker keeps
//! this page as nobody's, and `luring.js` fills it in.

use crate::{
    components::icon::Icon,
    http::Web,
    page::{Page, load},
    shell::Head,
};
use leptos::prelude::*;

/// `/luring`
#[component]
pub fn Offline() -> impl IntoView {
    let page = load(async |web: Web| Ok((Head::new(web.text("offline.title")), ())));
    view! {
        <Page of=page let:_page>
            <div class="page-head"><h1>{t!("offline.title")}</h1><p class="lead">{t!("offline.lead")}</p></div>
            <div aria-live="polite">
                <p class="notice notice--ok" data-bila="tersimpan" hidden><Icon name="check"/><span>{t!("offline.kept")}</span></p>
                <p class="notice notice--warn" data-bila="penuh" hidden><Icon name="warning"/><span>{t!("offline.full")}</span></p>
            </div>
            <p class="notice" data-tanpa-skrip><Icon name="info"/><span>{t!("offline.no_script")}</span></p>
            <section id="menunggu" class="stack">
                <h2 tabindex="-1">{t!("offline.list")}" ("<span data-isi="jumlah">"0"</span>")"</h2>
                <p data-kosong>{t!("offline.nothing")}</p>
                <ul class="plain stack" data-antrean></ul>
            </section>
            <section id="dibuka" class="stack" hidden>
                <h2>{t!("offline.read")}</h2>
                <ul data-halaman></ul>
            </section>
            <Entry/>
        </Page>
    }
}

/// How one entry looks; its words for each state go with it.
#[component]
fn Entry() -> impl IntoView {
    view! {
        <template id="satu-isian" data-tanpa-judul=t!("offline.untitled") data-menunggu=t!("offline.state_waiting")
            data-masuk=t!("offline.state_sign_in") data-ditolak=t!("offline.state_refused") data-lama=t!("offline.state_old")>
            <li class="card stack">
                <p><b data-isi="ringkas"></b><br/><span class="small soft" data-isi="saat"></span></p>
                <p data-isi="keadaan"></p>
                <p class="cluster">
                    <a>{t!("offline.page")}</a>
                    <button type="button" class="btn">{t!("offline.open")}</button>
                    <button type="button" class="btn btn--plain">{t!("offline.delete")}</button>
                </p>
            </li>
        </template>
    }
}
