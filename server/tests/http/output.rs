//! No text leaves its element. Everybody of the demo city opens the pages that links lead to, fills in every form that
//! stands on them with hostile text, and reads pages, papers and files again with an HTML parser: no element, attribute
//! or address is there that is not ours, and what was typed stands in its field again. Which pages and forms there are is
//! found out from the pages; only what must be found at least is said here.

mod crawl;
mod files;
mod form;
mod hostile;
mod judge;
mod walk;

use crate::support::{Browser, TestSite};
use services::{
    Services, SessionToken,
    store::{accounts, sessions},
};
use testing::{TestCity, both_databases};
use walk::{Reader, Walk};

/// Addresses that take a form and are found at least; others are tried by tests of their own.
const LEAST_FORMS: usize = 30;

/// A session that went through no form.
async fn session_of(services: &Services, contact: &str) -> SessionToken {
    let mut tx = services.database.begin().await.unwrap();
    let account = accounts::with_contact(&mut tx, contact, 1).await.unwrap().pop().unwrap_or_else(|| panic!("no account {contact}"));
    let token = SessionToken::new().unwrap();
    sessions::insert(&mut tx, &token.hash(), account.id(), "test", services.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    token
}

async fn reader(site: &TestSite, contact: &'static str) -> Reader {
    let browser: Browser = site.visitor();
    browser.set_session(&session_of(&site.city.services, contact).await.to_hex());
    Reader { name: contact, browser }
}

both_databases!(
    async fn hostile_text_leaves_its_element_on_no_page_paper_or_file(services: Services) {
        demo::load(&services, |_| ()).await.unwrap();
        let site = TestSite::unlimited(TestCity { services }).await;
        let mut readers = vec![Reader { name: "", browser: site.visitor() }];
        for (contact, _) in demo::accounts() {
            readers.push(reader(&site, contact).await);
        }
        let mut walk = Walk::new(readers);
        walk.fill_in_everything().await;
        walk.read_everything().await;

        // What was sent was also kept and shown; the files are read with a hostile title in `imports`.
        for shown in ["/usulan/{id}", "/rencana/{id}", "/rencana/kami", "/akun/data.json"] {
            if !walk.shown.contains(shown) {
                walk.problems.push(format!("no hostile text on {shown}; it is on {:?}", walk.shown));
            }
        }
        assert!(walk.problems.is_empty(), "{} problems\n  {}", walk.problems.len(), walk.problems.join("\n  "));
        assert!(walk.posted() >= LEAST_FORMS, "only {} forms were found", walk.posted());
    }
);
