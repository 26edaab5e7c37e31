//! What an officer types wrongly into a form of a meeting is pointed out at its field, and still stands there.

use crate::support::{TestSite, told_at_its_fields};
use chrono::Days;
use domain::musrenbang::MusrenbangStatus;
use services::commands::musrenbang::{accept_suggestion, close_musrenbang};
use testing::{LEGOK, both_databases, world::World};

/// Where it is sent, what was typed, and the fields in which that is wrong.
type Wrong<'a> = (String, &'a [(&'a str, &'a str)], &'a [&'a str]);

both_databases!(
    async fn what_is_wrong_with_a_form_of_a_meeting_is_said_at_its_field_and_nothing_typed_is_lost(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, sent) = world.legok_with(&[10, 20]).await;
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let item = |action: &str| format!("/musrenbang/{meeting}/usulan/{}/{action}", sent[0]);
        let notes = &[("women_note", "x"), ("ceiling_note", "Bencana banjir."), ("dissent", "y")];
        let forms: [Wrong<'_>; 6] = [
            (item("rekomendasi"), &[("text", "ya"), ("volume", "banyak"), ("cost", "mahal")], &["text", "volume", "cost"]),
            (item("gabung"), &[("into", "1571"), ("reason_code", ""), ("reason_text", "Masalah yang sama.")], &["into", "reason_code"]),
            (item("putuskan"), &[("decision", "rejected"), ("reason_code", "PAGU"), ("reason_text", "tdk")], &["reason_text"]),
            (item("putuskan"), &[("decision", "merged"), ("reason_code", "PAGU"), ("reason_text", "sama saja")], &["decision"]),
            (format!("/musrenbang/{meeting}/delegasi"), &[("name", "x"), ("body", "y"), ("contact", "0812")], &["name", "body"]),
            (format!("/musrenbang/{meeting}/periksa"), notes, &["women_note", "dissent"]),
        ];
        for (path, typed, wrong) in forms {
            told_at_its_fields(&browser, &path, typed, wrong).await;
        }
        assert_eq!(world.loaded(meeting).await.notes, domain::musrenbang::MeetingNotes::default());
    }

    async fn what_cannot_be_read_of_closing_and_of_the_papers_is_said_with_what_the_rules_find(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, officer, _) = world.legok_with(&[10]).await;
        let (services, today) = (&site.city.services, site.city.today());
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let at = |part: &str| format!("/musrenbang/{meeting}/{part}");
        accept_suggestion(services, &officer, meeting, None).await.unwrap();
        world.delegate(&officer, meeting).await;
        told_at_its_fields(&browser, &at("tutup"), &[("women_note", "x"), ("dissent", "y")], &["women_note", "dissent"]).await;
        assert_eq!(world.loaded(meeting).await.status, MusrenbangStatus::Open);
        close_musrenbang(services, &officer, meeting, None).await.unwrap();

        let (yesterday, tomorrow) = ((today - Days::new(1)).to_string(), (today + Days::new(1)).to_string());
        for (on, delegates) in [("besok", "banyak"), (&*tomorrow, "2")] {
            let typed = [("signed_by", "x"), ("signed_on", on), ("signed_delegates", delegates)];
            told_at_its_fields(&browser, &at("tanda-tangan"), &typed, &["signed_by", "signed_on", "signed_delegates"]).await;
        }
        assert_eq!(world.loaded(meeting).await.status, MusrenbangStatus::Closed);
        world.sign(&officer, meeting).await;
        for on in ["besok", &*yesterday] {
            let typed = [("received_by", "x"), ("handed_over_on", on)];
            told_at_its_fields(&browser, &at("serah"), &typed, &["received_by", "handed_over_on"]).await;
        }
        assert_eq!(world.loaded(meeting).await.status, MusrenbangStatus::Signed);
    }
);
