//! Pages that everybody gets alike: what is in them, that nobody gets an old one, and how they are kept.

use crate::support::{Browser, Page, TestSite, header};
use domain::{permission::may_take_stance, plan::Stance};
use reqwest::{
    Method, StatusCode,
    header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, COOKIE, HOST, HeaderMap, IF_NONE_MATCH, USER_AGENT},
};
use services::{Services, commands};
use std::time::Duration;
use testing::{LEGOK, TestPerson, both_databases, plans, world::World};
use tokio::time::sleep;

/// What nobody needs to wait longer for.
const A_SECOND: Duration = Duration::from_secs(1);

struct Pages {
    neighbour: TestPerson,
    proposal: String,
    all: Vec<String>,
}

/// A city in which each such page shows something.
async fn pages(site: &TestSite) -> Pages {
    let world = World::new(site.city.clone()).await;
    let neighbour = site.city.confirmed_resident_of(&LEGOK.rt(2)).await;
    let (meeting, _, ids) = world.before_legok(&neighbour, &[10, 20]).await;
    let plan = plans::published(&site.city, &[LEGOK.region()]).await;
    let proposal = format!("/usulan/{}", ids[0]);
    let mut all: Vec<String> =
        ["/", "/usulan", "/usulan?cari=parit&urut=dukungan", "/rencana", "/musrenbang", "/wilayah/15.71", "/kalender", "/data"]
            .into_iter()
            .chain(["/cara-kerja", "/istilah", "/privasi"])
            .map(str::to_owned)
            .collect();
    all.extend([proposal.clone(), format!("/rencana/{plan}"), format!("/musrenbang/{meeting}"), format!("/wilayah/{}", LEGOK.code)]);
    Pages { neighbour, proposal, all }
}

async fn asked(browser: &Browser, path: &str, headers: &[(reqwest::header::HeaderName, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = browser.request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let answer = browser.send(request).await;
    let (status, headers) = (answer.status(), answer.headers().clone());
    (status, headers, answer.bytes().await.unwrap().to_vec())
}

fn supporters(page: &Page) -> String {
    page.all("#dukungan .stat b").concat()
}

both_databases!(
    async fn two_readers_get_the_same_bytes_and_nothing_of_those_who_signed_in(site: TestSite) {
        let Pages { neighbour, all, .. } = pages(&site).await;
        let signed_in = site.signed_in(&neighbour).await;
        for path in &all {
            let own = signed_in.get(path).await;
            let one = asked(&site.visitor(), path, &[(USER_AGENT, "Satu"), (ACCEPT_LANGUAGE, "en")]).await;
            let other = asked(&site.visitor(), path, &[(USER_AGENT, "Dua"), ("x-forwarded-for".parse().unwrap(), "10.0.0.7")]).await;
            // Who shows a session, and be it none, gets a page that was made for them alone.
            let third = asked(&site.visitor(), path, &[(USER_AGENT, "Tiga"), (COOKIE, "rembuk=tiada")]).await;
            assert_eq!((one.0, other.0), (StatusCode::OK, StatusCode::OK), "{path}");
            assert_eq!((&one.2, &one.2), (&other.2, &third.2), "{path}");
            assert_eq!(header(&third.1, "etag"), "", "{path}");
            assert_eq!((header(&one.1, "etag"), header(&one.1, "etag").len()), (header(&other.1, "etag"), 66), "{path}");
            assert_eq!(header(&other.1, "x-request-id"), "", "{path}: no line of the log is about it");
            assert_eq!(header(&other.1, "x-frame-options"), "DENY", "{path}");
            assert_ne!(own.body.as_bytes(), one.2, "{path}: who signed in sees so");
            assert_eq!((header(&own.headers, "etag"), header(&own.headers, "cache-control").contains("public")), ("", false), "{path}");
            let body = String::from_utf8(one.2).unwrap();
            assert!(!body.contains("nonce") && !body.contains(neighbour.contact.as_str()), "{path}");
            assert_eq!(header(&one.1, "cache-control"), "public, max-age=0, must-revalidate", "{path}");
            assert_eq!(header(&one.1, "vary"), "cookie, rembuk-bahasa, accept-encoding", "{path}");
        }
    }

    async fn whoever_acts_sees_the_act_and_so_does_everybody_else(site: TestSite) {
        let Pages { neighbour, proposal, all } = pages(&site).await;
        let (visitor, person) = (site.visitor(), site.city.confirmed_resident_of(&LEGOK.rt(1)).await);
        let browser = site.signed_in(&person).await;
        for round in 0..3 {
            let before = if round % 2 == 0 { "0" } else { "1" };
            for path in &all {
                visitor.get(path).await;
            }
            let known = supporters(&visitor.get(&proposal).await);
            assert!(known.contains(before), "{round}: {known}");
            let id = proposal.strip_prefix("/usulan/").unwrap().parse().unwrap();
            let actor = person.actor().await;
            if round % 2 == 0 {
                commands::support_proposal(&site.city.services, &actor, id).await.unwrap();
            } else {
                commands::withdraw_support(&site.city.services, &actor, id).await.unwrap();
            }
            let (own, other) = (browser.get(&proposal).await, visitor.get(&proposal).await);
            assert_eq!(supporters(&own), supporters(&other), "{round}");
            assert_ne!(supporters(&other), known, "{round}");
        }
        let plan = all.iter().find(|path| path.starts_with("/rencana/")).unwrap();
        let before = visitor.get(plan).await.body;
        let id = plan.strip_prefix("/rencana/").unwrap().parse().unwrap();
        let permit = may_take_stance(&neighbour.actor().await, id).unwrap();
        commands::take_stance(&site.city.services, &permit, Stance::Oppose).await.unwrap();
        assert_ne!(visitor.get(plan).await.body, before);
        // Signed out, this person is everybody.
        let own = browser.get(&proposal).await;
        browser.post_form("/keluar", &[]).await;
        let out = browser.get(&proposal).await;
        assert_eq!((supporters(&out), out.body == own.body), (supporters(&own), false));
    }

    async fn what_another_process_writes_is_seen_within_a_second(site: TestSite) {
        let Pages { neighbour, proposal, .. } = pages(&site).await;
        let city = &site.city.services;
        // Another server, or a command: it shares the database and nothing else.
        let elsewhere = Services::new(city.database.clone(), city.clock.clone(), city.photos.clone());
        let elsewhere = elsewhere.knowing_its_city().await.unwrap();
        let visitor = site.visitor();
        let before = supporters(&visitor.get(&proposal).await);
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        assert_ne!(person.id(), neighbour.actor().await.id());
        commands::support_proposal(&elsewhere, &person, proposal.strip_prefix("/usulan/").unwrap().parse().unwrap()).await.unwrap();
        sleep(A_SECOND).await;
        assert_ne!(supporters(&visitor.get(&proposal).await), before);
    }

    async fn a_new_day_makes_a_new_page(site: TestSite) {
        let Pages { all, .. } = pages(&site).await;
        let (visitor, plan) = (site.visitor(), all.iter().find(|path| path.starts_with("/rencana/")).unwrap());
        let before = visitor.get(plan).await.body;
        site.city.pass_days(1);
        assert_ne!(visitor.get(plan).await.body, before, "a day less is left");
    }
);

#[test]
fn pages_are_packed_once_and_not_sent_again() {
    testing::on_sqlite(async |site: TestSite| {
        let Pages { proposal, .. } = pages(&site).await;
        let visitor = site.visitor();
        let mut tags = Vec::new();
        for (accepted, coding) in [("", ""), ("gzip", "gzip"), ("gzip, br", "br")] {
            let (status, headers, body) = asked(&visitor, &proposal, &[(ACCEPT_ENCODING, accepted)]).await;
            assert_eq!((status, header(&headers, "content-encoding")), (StatusCode::OK, coding));
            assert!(!body.is_empty());
            let tag = header(&headers, "etag").to_owned();
            let (status, again, body) = asked(&visitor, &proposal, &[(ACCEPT_ENCODING, accepted), (IF_NONE_MATCH, &tag)]).await;
            assert_eq!((status, body.len(), header(&again, "etag")), (StatusCode::NOT_MODIFIED, 0, tag.as_str()), "{accepted}");
            assert!(!header(&again, "content-security-policy").is_empty());
            tags.push(tag);
        }
        tags.dedup();
        assert_eq!(tags.len(), 3, "other bytes have other tags");
        let (status, ..) = asked(&visitor, &proposal, &[(IF_NONE_MATCH, "\"lain\"")]).await;
        assert_eq!(status, StatusCode::OK);
    });
}

#[test]
fn nobody_else_reads_a_page_made_for_another_name_of_the_site_or_another_language() {
    testing::on_sqlite(async |site: TestSite| {
        let Pages { proposal, .. } = pages(&site).await;
        let visitor = site.visitor();
        let own = visitor.get(&proposal).await.body;
        let (_, _, foreign) = asked(&visitor, &proposal, &[(HOST, "jahat.example")]).await;
        let (_, _, english) = asked(&visitor, &proposal, &[("rembuk-bahasa".parse().unwrap(), "en")]).await;
        assert!(String::from_utf8(english).unwrap().contains("lang=\"en\""));
        assert!(!String::from_utf8(foreign).unwrap().is_empty());
        assert_eq!(visitor.get(&proposal).await.body, own);
        assert!(!own.contains("jahat.example"));
    });
}
