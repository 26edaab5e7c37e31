//! What an officer types wrongly into a form of a meeting is pointed out at its field, and still stands there.

use crate::support::{Form, TestSite};
use testing::{LEGOK, both_databases, world::World};

/// Where it is sent, what was typed, and the fields in which that is wrong.
type Wrong<'a> = (String, &'a [(&'a str, &'a str)], &'a [&'a str]);

both_databases!(
    async fn what_is_wrong_with_a_form_of_a_meeting_is_said_at_its_field_and_nothing_typed_is_lost(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, sent) = world.legok_with(&[10, 20]).await;
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let item = |action: &str| format!("/musrenbang/{meeting}/usulan/{}/{action}", sent[0]);
        let forms: [Wrong<'_>; 5] = [
            (item("rekomendasi"), &[("text", "ya"), ("volume", "banyak"), ("cost", "mahal")], &["text", "volume", "cost"]),
            (item("gabung"), &[("into", "1571"), ("reason_code", ""), ("reason_text", "Masalah yang sama.")], &["into", "reason_code"]),
            (item("putuskan"), &[("decision", "rejected"), ("reason_code", "PAGU"), ("reason_text", "tdk")], &["reason_text"]),
            (item("putuskan"), &[("decision", "merged"), ("reason_code", "PAGU"), ("reason_text", "sama saja")], &["decision"]),
            (format!("/musrenbang/{meeting}/delegasi"), &[("name", "x"), ("body", "y"), ("contact", "0812")], &["name", "body"]),
        ];
        for (path, typed, wrong) in forms {
            let page = browser.post_form(&path, typed).await;
            assert_eq!(page.status, 422, "{path}");
            let told = ["text", "volume", "cost", "into", "decision", "reason_code", "reason_text", "name", "body", "contact"]
                .into_iter()
                .filter(|field| !page.all(&format!(".error-summary a[href='#{field}']")).is_empty());
            assert_eq!(told.collect::<Vec<_>>(), wrong, "{path}");
            let form = Form::sent_to(&page, &path).unwrap_or_else(|| panic!("the form of {path} is gone"));
            for (name, text) in typed.iter().filter(|(name, text)| !text.is_empty() && !["into", "decision"].contains(name)) {
                assert!(form.fields.contains(&((*name).to_owned(), (*text).to_owned())), "{name} of {path}: {:?}", form.fields);
            }
        }
    }
);
