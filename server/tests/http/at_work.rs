//! What the islands of a meeting send: one value, one move; and the screen of the hall.

use crate::support::{Browser, TestSite};
use reqwest::{Method, header::ORIGIN};
use serde_json::{Value, json};
use services::queries::meeting_scores::scoring;
use testing::{LEGOK, both_databases, world::World};

async fn ask(browser: &Browser, address: &str, sent: Value) -> (u16, Value) {
    let request = browser.request(Method::POST, address).header(ORIGIN, &browser.origin).json(&sent);
    let response = browser.send(request).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

both_databases!(
    async fn a_value_is_kept_by_itself_and_not_over_one_from_another_window(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, officer, sent) = world.legok_with(&[10]).await;
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let criteria = scoring(&site.city.services, &officer, meeting).await.unwrap().criteria;
        let cell = format!("{}:{}", sent[0], criteria.all()[0].id);
        let value = |before: &str, points: &str| json!({"meeting": meeting.to_string(), "cell": cell, "before": before, "points": points});
        let (status, given) = ask(&browser, "/api/skor", value("", "5")).await;
        assert_eq!((status, &given["lines"][0]["of"], &given["refused"]), (200, &json!("5"), &json!("")), "{given}");
        assert_eq!(given["lines"][0]["mark"], "0 600 1200 1800 2400 3000");
        assert!(given["stored"].as_str().unwrap().starts_with("Tersimpan ") && !given["next"].as_str().unwrap().is_empty());
        let (_, given) = ask(&browser, "/api/skor", value("", "2")).await;
        assert!(given["lines"][0]["of"] == "5" && !given["refused"].as_str().unwrap().is_empty(), "{given}");
        let (_, given) = ask(&browser, "/api/skor", value("5", "2")).await;
        assert_eq!(given["lines"][0]["of"], "2", "what was seen may be decided over");
        let (status, refused) = ask(&browser, "/api/skor", value("2", "6")).await;
        assert!(status == 409 && refused["Said"].is_string(), "{status} {refused}");
    }

    async fn a_move_is_made_once_with_a_reason_and_on_the_order_that_was_seen(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, officer, sent) = world.legok_with(&[10, 20, 30]).await;
        let services = &site.city.services;
        services::commands::musrenbang::propose_ranking(services, &officer, meeting).await.unwrap();
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let id = services.clock.new_id().to_string();
        let step = |from: &str, reason: &str| json!({"meeting": meeting.to_string(), "id": id, "seen": "", "proposal": sent[2].to_string(), "from": from, "to": "1", "reason": reason});
        let (status, refused) = ask(&browser, "/api/urutan", step("3", "")).await;
        assert!(status == 422 && refused["At"].is_array(), "{status} {refused}");
        let (status, ordered) = ask(&browser, "/api/urutan", step("2", "Satu-satunya jalan.")).await;
        assert!(status == 200 && !ordered["refused"].as_str().unwrap().is_empty(), "{ordered}");
        assert_eq!(ordered["lines"][2]["of"], sent[2].to_string(), "nothing has moved");
        let mut of_another = step("3", "Satu-satunya jalan.");
        of_another["seen"] = json!("of another order");
        let (status, still) = ask(&browser, "/api/urutan", of_another).await;
        assert!(status == 200 && !still["refused"].as_str().unwrap().is_empty(), "{still}");
        for _ in 0..2 {
            let mut as_told = step("3", "Satu-satunya jalan.");
            as_told["seen"] = ordered["seen"].clone();
            let (status, ordered) = ask(&browser, "/api/urutan", as_told).await;
            assert_eq!((status, &ordered["refused"]), (200, &json!("")), "{ordered}");
            assert_eq!(ordered["lines"][0]["of"], sent[2].to_string());
            assert_eq!(
                (&ordered["lines"][0]["mark"], &ordered["lines"][0]["words"]),
                (&json!("▲ dari urutan 3"), &json!("Satu-satunya jalan."))
            );
        }
        // The same id is sent with another move: an answer was lost, and that one was not made.
        let mut another = step("2", "Jalan yang lain.");
        another["proposal"] = json!(sent[0].to_string());
        another["to"] = json!("3");
        let (status, told) = ask(&browser, "/api/urutan", another).await;
        assert!(status == 200 && !told["refused"].as_str().unwrap().is_empty() && told["next"] != json!(id), "{told}");
        let page = browser.get(&format!("/musrenbang/{meeting}")).await;
        assert_eq!(page.all(".event").len(), 1, "{}", page.text());
    }

    async fn the_screen_of_the_hall_is_kept_by_links_and_forms(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, _) = world.legok_with(&[10, 20]).await;
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let hall = format!("/musrenbang/{meeting}/urutan?layar=1");
        let page = browser.get(&hall).await;
        assert!(
            page.all("#jaringan").len() == 1
                && page.all("main.hall h1").len() == 1
                && page.all(".mast").is_empty()
                && page.all(".foot").is_empty()
        );
        assert_eq!(page.link("Nilai"), format!("/musrenbang/{meeting}/skor?layar=1"));
        let request = browser.request(Method::POST, &format!("/musrenbang/{meeting}/urutan"));
        let request = request.header(ORIGIN, &browser.origin).header("referer", format!("{}{hall}", browser.origin));
        let sent = browser.send(request).await;
        let location = sent.headers()["location"].to_str().unwrap().to_owned();
        assert_eq!(location, format!("/musrenbang/{meeting}/urutan?layar=1&pesan=ranking_proposed"));
        assert!(browser.get(&location).await.all("main.hall tr[data-proposal]").len() == 2);
        for outside in ["/urutan?layar=2", "?layar=1"] {
            assert!(browser.get(&format!("/musrenbang/{meeting}{outside}")).await.all(".mast").len() == 1, "{outside}");
        }
    }
);
