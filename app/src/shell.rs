//! What is around every page: the document, and the frame with masthead, menu, messages and footer. Pages fill the
//! middle. What has a `data-part` can be fetched alone and put in its place (`style/static/pkg/fresh.js`).

use crate::{
    components::{icon::Icon, unsaved::Unsaved},
    context::page_context,
    forms::FormState,
    lang::lang,
    links,
    live::Live,
    look,
    nonce::use_nonce,
    text,
};
use axum::http::{HeaderValue, header::CACHE_CONTROL};
use domain::{account::Role, permission::may_see_settings};
use leptos::{prelude::*, reactive::owner::Owner};
use leptos_axum::ResponseOptions;
use leptos_meta::{Meta, MetaTags, Title, provide_meta_context};

/// Of pages with names or contacts of people: they would come back after signing out as well.
pub const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, no-store");

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub title: String,
    /// One sentence for search engines and link previews; where there is none, what the site is for.
    pub description: String,
    /// Names or contacts of people stand on it: no browser keeps it.
    pub shows_persons: bool,
}

impl Head {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Marks a page that shows names or contacts of people.
    #[must_use]
    pub fn of_persons(self, shows_persons: bool) -> Self {
        Self { shows_persons, ..self }
    }

    #[must_use]
    pub fn about(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }
}

/// The policy of every page: our own files only, and scripts with this answer's nonce.
pub fn content_security_policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

/// The document around a page. What stands in its head is said by the page, through `leptos_meta`.
#[component]
pub fn Document(children: Children) -> impl IntoView {
    provide_meta_context();
    // Islands get all they need as props: nothing that was loaded for a page is sent along with it.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let context = page_context();
    let version = context.site.version.clone();
    let account = context.actor.id().map(|id| id.to_string());
    view! {
        <!DOCTYPE html>
        <html lang=lang().code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <MetaTags/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=format!("/pkg/rembuk.css?v={version}")/>
                {look::address(&context.city).map(|href| view! { <link rel="stylesheet" href=href/> })}
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <Installed/>
                <script src=format!("/pkg/luring.js?v={version}") defer nonce=use_nonce() data-akun=account.clone()
                    data-tersimpan=t!("offline.kept") data-terputus=t!("offline.cut") data-salinan=t!("offline.copy") data-terkirim=t!("offline.sent")
                    data-menunggu=t!("offline.waiting") data-masuk=t!("offline.sign_in") data-ditolak=t!("offline.refused_bar")
                    data-keluar=t!("offline.leave")></script>
                <script src=format!("/pkg/typed.js?v={version}") defer nonce=use_nonce()
                    data-akun=account data-kembali=t!("typed.back") data-hapus=t!("typed.discard")></script>
            </head>
            <body>{children()}</body>
        </html>
    }
}

/// For those who put the site among their programs: its name, colour and pictures.
#[component]
fn Installed() -> impl IntoView {
    let city = page_context().city;
    view! {
        <link rel="manifest" href=links::MANIFEST/>
        <link rel="apple-touch-icon" href=look::icon(&city, links::ICON_WHOLE)/>
        <meta name="theme-color" content=look::colour(&city).to_string()/>
    }
}

/// What every page has around it: masthead, messages and footer.
#[component]
pub fn Frame(head: Head, children: Children) -> impl IntoView {
    let context = page_context();
    let form = use_context::<FormState>().unwrap_or_default();
    let is_hall = context.is_hall();
    let notice = context.notice.as_deref().filter(|_| !form.posted).and_then(notice_words);
    view! {
        <Named head has_errors=form.posted/>
        <a class="skip-link" href="#isi">{t!("shell.skip")}</a>
        {(!is_hall).then(|| view! {
            <div class="band"></div>
            <Masthead/>
            {context.site.is_demo.then(|| view! { <aside class="demo-ribbon" aria-label=t!("shell.demo_label")>{t!("shell.demo")}</aside> })}
        })}
        {is_hall.then(|| view! { <Network/> })}
        <main id="isi" class=if is_hall { "wrap hall" } else { "wrap" } tabindex="-1" data-part="isi">
            {(context.actor.awaits_second_step() && context.path != links::SECOND_STEP).then(|| view! {
                <p class="notice"><span><a href=links::SECOND_STEP>{t!("second_step.banner")}</a></span></p>
            })}
            {notice.map(|words| view! {
                <p class="notice notice--ok" role="status"><Icon name="check"/><span>{words}</span></p>
            })}
            {form.unsaved.map(|outage| view! { <Unsaved outage/> })}
            {context.query.misread().into_iter().map(|misread| view! {
                <p class="notice notice--warn" role="status"><Icon name="warning"/><span>{text::misread(&misread)}</span></p>
            }).collect_view()}
            {children()}
        </main>
        {(!is_hall).then(|| view! { <Footer/> })}
        <Counter/>
        <Live/>
        <Loader/>
    }
}

/// Title and description, for browsers, search engines and link previews.
#[component]
fn Named(head: Head, has_errors: bool) -> impl IntoView {
    if head.shows_persons {
        expect_context::<ResponseOptions>().insert_header(CACHE_CONTROL, NOT_KEPT);
    }
    let mark = if has_errors { t!("form.error_in_title") } else { String::new() };
    let title = format!("{mark}{} · Rembuk", head.title);
    let description = if head.description.is_empty() { t!("home.lead") } else { head.description };
    view! {
        // Written as it is by leptos_meta.
        <Title text=html_escape::encode_text(&title).into_owned()/>
        <Meta name="description" content=description.clone()/>
        <Meta property="og:title" content=title/>
        <Meta property="og:description" content=description/>
        <Meta property="og:site_name" content="Rembuk"/>
    }
}

/// The words of a notice. Only codes with a text of their own have any: an address cannot put words on our pages.
fn notice_words(code: &str) -> Option<String> {
    let key = format!("notice.{code}");
    let words = t!(&key);
    (words != key).then_some(words)
}

#[component]
fn Masthead() -> impl IntoView {
    let context = page_context();
    let signed_in = context.actor.signed_in().is_some();
    let entries = menu();
    // `/rencana/kami` lies below `/rencana`, too.
    let here = entries.iter().map(|(href, _)| *href).filter(|href| current(href).is_some()).max_by_key(|href| href.len());
    view! {
        <header class="mast">
            <div class="wrap">
                <a class="brand" href=links::HOME>{look::emblem(&context.city).map(|src| view! { <img class="emblem" src=src alt=""/> })}<span>"Rembuk " <small>{context.city.name().to_owned()}</small></span></a>
                <nav class="main-nav" aria-label=t!("shell.menu")>
                    // Open or shut by the browser itself; on a wide screen the styles show it as one row.
                    <details class="menu"><summary><Icon name="menu"/>{t!("shell.menu_button")}</summary><ul data-part="menu">
                        {entries.into_iter().map(|(href, label)| view! {
                            <li><a href=href aria-current=(here == Some(href)).then_some("page")>{label}</a></li>
                        }).collect_view()}
                    </ul></details>
                </nav>
                <div class="who">
                    {if signed_in {
                        view! { <a href=links::ACCOUNT aria-current=current(links::ACCOUNT)><Icon name="user"/><span>{t!("shell.account")}</span></a> }.into_any()
                    } else {
                        view! { <a href=links::SIGN_IN aria-current=current(links::SIGN_IN)>{t!("shell.sign_in")}</a> }.into_any()
                    }}
                </div>
            </div>
            <Network/>
        </header>
    }
}

/// Filled by `luring.js`, where there is no network or something waits for one.
#[component]
fn Network() -> impl IntoView {
    view! { <p id="jaringan" class="wrap net small" aria-live="polite"></p> }
}

/// The links of the menu for this person: what everybody reads, then what an office works with.
fn menu() -> Vec<(&'static str, String)> {
    let actor = page_context().actor;
    let mut entries = Vec::new();
    if !actor.assignments().is_empty() {
        entries.push((links::INBOX, t!("menu.inbox")));
    }
    entries.extend([(links::PLANS, t!("menu.plans")), (links::PROPOSALS, t!("menu.proposals"))]);
    if actor.signed_in().is_some() {
        entries.push((links::OWN_PROPOSALS, own_proposals()));
    }
    entries.extend([(links::MEETINGS, t!("menu.meetings")), (links::REGIONS, t!("menu.regions"))]);
    let runs_the_site = actor.has_role(Role::CityAdmin) || actor.has_role(Role::Inspector);
    // Who has more of their own finds it in the footer.
    if !runs_the_site {
        entries.push((links::CALENDAR, t!("menu.calendar")));
    }
    // An office knows how it works, and has more of its own than fits beside it; the footer has it for everybody.
    if actor.assignments().is_empty() {
        entries.push((links::HOW, t!("menu.how")));
    }
    if actor.has_role(Role::RtHead) || actor.has_role(Role::KelurahanOfficer) {
        entries.push((links::RESIDENTS, t!("menu.residents")));
    }
    if actor.has_role(Role::AgencyVerifier) || actor.has_role(Role::Planner) {
        entries.push((links::OUR_PLANS, t!("menu.our_plans")));
    }
    if runs_the_site {
        entries.push((links::PEOPLE, t!("menu.people")));
        entries.push((links::LOG, t!("menu.log")));
    }
    if may_see_settings(&actor).is_ok() {
        entries.push((links::CITY, t!("menu.city")));
    }
    entries
}

/// `Usulan saya (3)`, without a number while there is none.
pub fn own_proposals() -> String {
    match page_context().own_proposals {
        0 => t!("own.title"),
        count => t!("own.counted", count = count),
    }
}

fn current(href: &str) -> Option<&'static str> {
    let path = page_context().path;
    (path == href || href != links::HOME && path.starts_with(&format!("{href}/"))).then_some("page")
}

#[component]
fn Footer() -> impl IntoView {
    let (here, city) = (page_context().here, page_context().city);
    // Whoever has begun to type keeps that page, and reads in another tab.
    let has_words = use_context::<FormState>().is_some_and(|form| form.has_words());
    let target = has_words.then_some("_blank");
    let hint = has_words.then(|| view! { <span class="small soft">{t!("shell.language_tab")}</span> });
    view! {
        <footer class="foot" data-part="kaki">
            <div class="wrap">
                <nav aria-label=t!("shell.footer")>
                    <ul>
                        <li><a href=links::HOW>{t!("menu.how")}</a></li>
                        <li><a href=links::CALENDAR>{t!("menu.calendar")}</a></li>
                        <li><a href=links::DATA>{t!("menu.data")}</a></li>
                        <li><a href=links::GLOSSARY>{t!("menu.glossary")}</a></li>
                        <li><a href=links::PRIVACY>{t!("menu.privacy")}</a></li>
                        <li><a href=links::ACCESSIBILITY>{t!("menu.accessibility")}</a></li>
                    </ul>
                </nav>
                <form method="post" action=links::LANGUAGE class="cluster" target=target>
                    <input type="hidden" name="next" value=here/>
                    <button class="link-btn" name="lang" value="id" lang="id" aria-pressed=(lang().code() == "id").to_string()>"Bahasa Indonesia"</button>
                    <button class="link-btn" name="lang" value="en" lang="en" aria-pressed=(lang().code() == "en").to_string()>"English"</button>
                    {hint}
                </form>
                {(!city.contact().is_empty()).then(|| view! { <p class="small">{t!("shell.contact", contact = city.contact())}</p> })}
                <p class="small soft">{t!("shell.official_record")}</p>
            </div>
        </footer>
    }
}

/// Put where an island stands: the frame then loads the module, which no other page does.
#[component]
pub fn Islands() -> impl IntoView {
    page_context().wake_islands();
}

/// Put where a list stands: with a script, its filters and pages are followed without a reload.
#[component]
pub fn Lists() -> impl IntoView {
    page_context().follow_lists();
}

/// Counts the letters that are left, where a field says how many fit.
#[component]
fn Counter() -> impl IntoView {
    let context = page_context();
    context.has_limits().then(|| {
        view! { <script src=format!("/pkg/letters.js?v={}", context.site.version) defer nonce=use_nonce()></script> }
    })
}

/// The loader of the WebAssembly module, and what follows lists. Not that of Leptos, which asks for the module before the
/// page is painted, in a way that our policy forbids where scripts are off.
#[component]
fn Loader() -> impl IntoView {
    let context = page_context();
    let version = context.site.version.clone();
    let lists = context.has_lists().then(|| {
        view! {
            <script type="module" src=format!("/pkg/lists.js?v={version}") nonce=use_nonce()
                data-memuat=t!("lists.loading") data-putus=t!("lists.unreached") data-lagi=t!("lists.again")></script>
        }
    });
    let islands = context.has_islands().then(|| {
        view! { <script type="module" src=format!("/pkg/islands.js?v={version}") nonce=use_nonce()></script> }
    });
    (lists, islands)
}
