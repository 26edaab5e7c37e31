//! Headers that every answer carries, whatever it is.

use crate::support::{TestSite, header, photos::picture};
use domain::{account::Role, comment::Subject, ids::PhotoId};
use reqwest::{Method, StatusCode, header::ORIGIN};
use services::commands::{self, NewPhoto};
use std::collections::BTreeSet;
use testing::typed::words;
use testing::{
    LEGOK, PUPR, both_databases,
    plans::{draft, publish},
};

const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
];

/// What a page may load, by directive; `nonce` stands for that of its own answer, in whose place pages that are
/// everybody's may load files of the site. Everything else loads nothing.
const PAGES_LOAD: [(&str, &[&str]); 10] = [
    ("worker-src", &["'self'"]),
    ("default-src", &["'self'"]),
    ("script-src", &["nonce", "'strict-dynamic'", "'wasm-unsafe-eval'"]),
    ("style-src", &["'self'"]),
    ("img-src", &["'self'", "data:"]),
    ("connect-src", &["'self'"]),
    ("object-src", &["'none'"]),
    ("base-uri", &["'none'"]),
    ("frame-ancestors", &["'none'"]),
    ("form-action", &["'self'"]),
];
const NEEDED: [&str; 4] = ["default-src", "base-uri", "frame-ancestors", "form-action"];

/// Where a policy allows more than it may, or lacks a word that nothing falls back on.
fn faults(policy: &str) -> Vec<String> {
    let directives: Vec<Vec<&str>> = policy.split(';').map(|directive| directive.split_whitespace().collect()).collect();
    let mut faults = Vec::new();
    for directive in &directives {
        let allowed = PAGES_LOAD.iter().find(|(name, _)| Some(name) == directive.first()).map(|(_, sources)| *sources);
        for &source in &directive[1.min(directive.len())..] {
            let is_file = source == "'self'" && !directive.contains(&"'strict-dynamic'");
            let source = if source.starts_with("'nonce-") || is_file && directive[0] == "script-src" { "nonce" } else { source };
            if source != "'none'" && !allowed.is_some_and(|allowed| allowed.contains(&source)) {
                faults.push(format!("{} {source}", directive[0]));
            }
        }
    }
    let missing = NEEDED.into_iter().filter(|name| !directives.iter().any(|directive| directive.first() == Some(name)));
    faults.extend(missing.map(|name| format!("no {name}")));
    faults
}

#[test]
fn a_policy_that_lets_more_in_is_seen() {
    let ours = app::shell::content_security_policy("abc");
    assert_eq!(faults(&ours), Vec::<String>::new());
    for worse in ["'unsafe-inline'", "'unsafe-eval'", "https:", "*"] {
        assert_eq!(faults(&ours.replace("'wasm-unsafe-eval'", &format!("'wasm-unsafe-eval' {worse}"))), [format!("script-src {worse}")]);
    }
    assert_eq!(faults(&ours.replace("'strict-dynamic'", "'strict-dynamic' 'self'")), ["script-src 'self'"]);
    assert_eq!(faults("default-src 'none'; base-uri 'none'"), ["no frame-ancestors", "no form-action"]);
}

both_databases!(
    async fn every_answer_carries_the_security_headers(site: TestSite) {
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let mut paths: BTreeSet<String> = app::routes()
            .entries
            .iter()
            .map(|(_, path)| path.replace("{code}", LEGOK.code).replace("{id}", &site.city.services.clock.new_id().to_string()))
            .collect();
        for path in [
            "/tidak/ada",
            "/pkg/rembuk.css",
            "/pkg/tiada.css",
            "/icons.svg",
            "/icon.svg",
            "/pkg/pekerja.js",
            "/foto/tiada.jpg",
            "/healthz",
            "/readyz",
        ] {
            paths.insert(path.into());
        }
        for path in &paths {
            let answer = admin.get(path).await;
            for (name, value) in ALWAYS {
                assert_eq!(header(&answer.headers, name), value, "{path}");
            }
            let policy = header(&answer.headers, "content-security-policy");
            assert_eq!(faults(policy), Vec::<String>::new(), "{path}: {policy}");
            assert!(answer.headers.contains_key("x-request-id"), "{path}");
        }
    }

    async fn no_method_mirrors_a_request_and_no_other_site_reads_an_answer(site: TestSite) {
        let browser = site.visitor();
        for path in ["/", "/masuk", "/data/usulan.json", "/pkg/rembuk.css", "/healthz", "/foto/tiada.jpg"] {
            let trace = browser.send(browser.request(Method::TRACE, path).header("x-rahasia", "xzq7vk9w")).await;
            assert_eq!(trace.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert!(!trace.text().await.unwrap().contains("xzq7vk9w"), "{path}");
            let foreign = browser.send(browser.request(Method::GET, path).header(ORIGIN, "https://jahat.example")).await;
            let allows = foreign.headers().keys().find(|name| name.as_str().starts_with("access-control-"));
            assert_eq!(allows, None, "{path}");
        }
    }

    async fn scripts_run_only_with_the_nonce_of_their_own_answer(site: TestSite) {
        let browser = site.visitor();
        let mut nonces = BTreeSet::new();
        for path in ["/luring", "/daftar", "/tidak/ada", "/masuk"] {
            let page = browser.get(path).await;
            let policy = header(&page.headers, "content-security-policy");
            let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
            assert!(nonce.len() >= 16, "{nonce}");
            for script in page.html.select(&scraper::Selector::parse("script, link[as=script]").unwrap()) {
                assert_eq!(script.attr("nonce"), Some(nonce.as_str()), "{path}");
            }
            assert!(page.html.select(&scraper::Selector::parse("[style], [onclick], [onload]").unwrap()).next().is_none(), "{path}");
            assert!(nonces.insert(nonce), "a nonce is used once");
        }
    }

    async fn pages_of_everybody_have_no_script_of_their_own(site: TestSite) {
        for path in ["/", "/wilayah/15.71", "/usulan", "/musrenbang"] {
            let page = site.visitor().get(path).await;
            assert!(header(&page.headers, "content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval';"), "{path}");
            for script in page.html.select(&scraper::Selector::parse("script").unwrap()) {
                assert!(script.attr("src").is_some_and(|src| src.starts_with("/pkg/")) && script.inner_html().is_empty(), "{path}");
            }
            assert!(page.html.select(&scraper::Selector::parse("[style], [onclick], [onload]").unwrap()).next().is_none(), "{path}");
        }
    }

    async fn pages_are_private_and_versioned_files_are_kept(site: TestSite) {
        let browser = site.visitor();
        assert_eq!(header(&browser.get("/masuk").await.headers, "cache-control"), "private, no-cache");
        assert_eq!(header(&browser.get("/tidak/ada").await.headers, "cache-control"), "private, no-cache");
        let styles = browser.get("/pkg/rembuk.css?v=1").await;
        assert_eq!((styles.status.as_u16(), header(&styles.headers, "cache-control")), (200, "public, max-age=31536000, immutable"));
        assert_eq!(header(&browser.get("/pkg/rembuk.css").await.headers, "cache-control"), "no-cache");
        let missing = browser.get("/pkg/tiada.css?v=1").await;
        assert_eq!((missing.status.as_u16(), header(&missing.headers, "cache-control")), (404, "no-cache"), "tomorrow it may be there");
    }

    async fn photos_are_found_by_their_id_and_those_of_drafts_by_who_writes_them(site: TestSite) {
        let plan = draft(&site.city, &[LEGOK.region()]).await;
        let verifier = site.city.office_of(PUPR).await;
        let id = PhotoId(site.city.services.clock.new_id());
        let form = NewPhoto { id, subject: Subject::Plan(plan), bytes: picture(), alt: Some(words("Saluran")) };
        commands::add_photo(&site.city.services, &verifier.actor().await, form).await.unwrap();
        let (office, browser) = (site.signed_in(&verifier).await, site.visitor());
        let resident = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        for file in [format!("/foto/{id}.jpg"), format!("/foto/{id}-small.jpg")] {
            let found = office.get(&file).await;
            assert_eq!((found.status.as_u16(), header(&found.headers, "content-type")), (200, "image/jpeg"));
            assert_eq!(header(&found.headers, "cache-control"), "private, no-store", "nobody keeps what is not published");
            assert_eq!((browser.get(&file).await.status.as_u16(), resident.get(&file).await.status.as_u16()), (404, 404));
        }
        publish(&site.city, plan).await;
        let found = browser.get(&format!("/foto/{id}-small.jpg")).await;
        assert_eq!((found.status.as_u16(), header(&found.headers, "cache-control")), (200, "public, max-age=86400, immutable"));
        let orphan = PhotoId(site.city.services.clock.new_id());
        std::fs::write(site.city.services.photos.path(orphan, false), b"\xff\xd8\xff").unwrap();
        for file in
            [format!("{orphan}.jpg"), format!("{id}-small.png"), "..%2F..%2Ftest.db".into(), "%2e%2e%2ftest.db.jpg".into(), "x.jpg".into()]
        {
            assert_eq!(browser.get(&format!("/foto/{file}")).await.status, 404, "{file}");
        }
    }
);
