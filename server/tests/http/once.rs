//! What carries a key is done once, by whoever made it, and answered as the first time.

use crate::support::{Browser, Page, TestSite, header};
use reqwest::{
    Method, StatusCode,
    header::{CONTENT_TYPE, ORIGIN},
};
use services::{Services, store::intents, unit::Unit};
use std::sync::Arc;
use testing::{LEGOK, TestPerson, both_databases, world::World};

const MADE: &str = "0f9d9e3c-5a3f-4c39-9f8e-1f0f8f6a5b11";
const TIMES: usize = 20;

fn key_of(person: &TestPerson) -> String {
    format!("{}.{MADE}", person.id)
}

/// A proposal of a neighbour, which this person may support.
async fn something_to_support(site: &TestSite) -> (TestPerson, String) {
    let world = World::new(site.city.clone()).await;
    let neighbour = site.city.confirmed_resident_of(&LEGOK.rt(2)).await;
    let proposal = world.propose(&neighbour, &LEGOK.rt(2), "parit", 3).await;
    (site.city.confirmed_resident_of(&LEGOK.rt(1)).await, format!("/usulan/{proposal}"))
}

async fn form(browser: &Browser, path: &str, key: &str, body: &str) -> Page {
    let request = browser.request(Method::POST, path).header(ORIGIN, &browser.origin).header("idempotency-key", key);
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body.to_owned());
    Page::read(browser.send(request).await).await
}

/// What an island sends, and what it gets.
async fn act(browser: &Browser, key: &str, proposal: &str, backs: bool) -> (StatusCode, String) {
    let request = browser.request(Method::POST, "/api/dukungan").header(ORIGIN, &browser.origin).header("idempotency-key", key);
    let id = proposal.trim_start_matches("/usulan/");
    let request = request.header(CONTENT_TYPE, "application/json").body(format!("{{\"proposal\":\"{id}\",\"backs\":{backs}}}"));
    let answer = browser.send(request).await;
    (answer.status(), answer.text().await.unwrap())
}

async fn supporters(site: &TestSite, proposal: &str) -> String {
    site.visitor().get(proposal).await.all("#dukungan .stat b").concat()
}

async fn forget_the_answer(services: &Services, key: &str, person: &TestPerson) {
    let mut unit = Unit::begin(services, None).await.unwrap();
    let kept = intents::find(&mut unit.tx, key).await.unwrap().unwrap();
    intents::remove(&mut unit.tx, key).await.unwrap();
    intents::insert(&mut unit.tx, key, person.id, &kept.request, unit.now).await.unwrap();
    unit.commit().await.unwrap();
}

both_databases!(
    async fn twenty_at_once_are_one_with_one_answer(site: TestSite) {
        let (person, proposal) = something_to_support(&site).await;
        let browser = Arc::new(site.signed_in(&person).await);
        let sent: Vec<_> = (0..TIMES)
            .map(|_| {
                let (browser, path, key) = (Arc::clone(&browser), format!("{proposal}/dukung"), key_of(&person));
                tokio::spawn(async move {
                    let answer = form(&browser, &path, &key, "").await;
                    (answer.status, answer.location().to_owned())
                })
            })
            .collect();
        let mut answers = Vec::new();
        for answer in sent {
            answers.push(answer.await.unwrap());
        }
        assert!(answers[0].0.is_redirection(), "{answers:?}");
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert_eq!(supporters(&site, &proposal).await, "1");
        // Taken back since, it is not given again by what was sent long ago.
        browser.post_form(&format!("{proposal}/batal-dukung"), &[]).await;
        assert_eq!(supporters(&site, &proposal).await, "0");
        let late = form(&browser, &format!("{proposal}/dukung"), &key_of(&person), "").await;
        assert_eq!((late.status, late.location().to_owned()), answers[0]);
        assert_eq!(supporters(&site, &proposal).await, "0");
    }

    async fn an_island_hears_the_same_words_again_and_so_does_a_field_of_a_form(site: TestSite) {
        let (person, proposal) = something_to_support(&site).await;
        let (browser, key) = (site.signed_in(&person).await, key_of(&person));
        let first = act(&browser, &key, &proposal, true).await;
        assert_eq!(first.0, StatusCode::OK, "{}", first.1);
        browser.post_form(&format!("{proposal}/batal-dukung"), &[]).await;
        assert_eq!(act(&browser, &format!("\"{key}\""), &proposal, true).await, first);
        assert_eq!(supporters(&site, &proposal).await, "0");
        // The same key for something else.
        let (status, words) = act(&browser, &key, &proposal, false).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && words.contains("sudah kami terima"), "{status} {words}");
        let field = format!("{}.{}", person.id, MADE.replace('0', "9"));
        let [one, two] = [0, 1].map(|_| [("sekali", field.as_str())]);
        let path = format!("{proposal}/dukung");
        let answers = [browser.post_form(&path, &one).await, browser.post_form(&path, &two).await];
        assert!(answers[0].status.is_redirection() && answers[0].location() == answers[1].location());
        assert_eq!(supporters(&site, &proposal).await, "1");
    }

    async fn a_key_is_of_one_person_and_can_be_read(site: TestSite) {
        let (person, proposal) = something_to_support(&site).await;
        let other = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (path, key) = (format!("{proposal}/dukung"), key_of(&person));
        let theirs = site.signed_in(&other).await;
        let refused = form(&theirs, &path, &key, "").await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
        assert!(refused.has("ditulis dengan akun lain"), "{}", refused.text());
        for wrong in ["x".to_owned(), format!("{}.", other.id), format!("{}.{MADE} x", other.id), MADE.to_owned()] {
            assert_eq!(form(&theirs, &path, &wrong, "").await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        // Nobody is asked to sign in first, and nothing is kept for them.
        assert_eq!(form(&site.visitor(), &path, &key, "").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(supporters(&site, &proposal).await, "0");
        assert!(form(&site.signed_in(&person).await, &path, &key, "").await.status.is_redirection());
        assert_eq!(supporters(&site, &proposal).await, "1");
    }

    async fn what_was_refused_may_be_sent_again_and_what_was_done_is_said(site: TestSite) {
        let (person, proposal) = something_to_support(&site).await;
        let (browser, key) = (site.signed_in(&person).await, key_of(&person));
        let empty = form(&browser, &format!("{proposal}/komentar"), &key, "comment_body=").await;
        assert!(empty.status.is_client_error(), "{}", empty.status);
        assert!(form(&browser, &format!("{proposal}/dukung"), &key, "").await.status.is_redirection());
        // The program ended between what was done and its answer.
        forget_the_answer(&site.city.services, &key, &person).await;
        let again = form(&browser, &format!("{proposal}/dukung"), &key, "").await;
        assert!(again.location().ends_with("pesan=sent_before"), "{} {}", again.status, header(&again.headers, "location"));
        assert!(browser.follow(again).await.has("Tidak ada yang dikirim dua kali"));
        assert_eq!(supporters(&site, &proposal).await, "1");
        // A page that answers is for the one who asked; it is made anew.
        let signed_out = form(&browser, "/keluar", &format!("{}.{}", person.id, MADE.replace('0', "8")), "").await;
        assert!(signed_out.status.is_redirection());
    }
);
