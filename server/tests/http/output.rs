//! No text leaves its element. Everybody of the demo city opens the pages that links lead to, fills in every form that
//! stands on them with hostile text, and reads pages, papers and files again with an HTML parser: no element,
//! attribute or address is there that is not ours, and what was typed stands in its field again. Which pages and forms
//! there are is found out from the pages; only what must be found at least is said here.

mod crawl;
mod files;
mod form;
mod hostile;
mod judge;
mod naughty;
mod reading;
mod routes;
mod walk;

use crate::{
    permissions::{PARTS, part_of, rows, sown},
    support::{Browser, TestSite},
};
use routes::Routes;
use services::{
    Services, SessionToken,
    store::{accounts, sessions},
};
use std::{collections::BTreeSet, path::Path};
use testing::{TestCity, at_sqlite, both_databases};
use tokio::runtime::Runtime;
use walk::{Reader, Walk};

/// Addresses that take a form and are found in the demo city by links alone; the others are found by their routes.
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

/// Forms whose only text is one that nobody can make up: a contact, a code. Hostile text is refused there, and shown again.
/// And the one that keeps a plan's text while it says that the budget beside it cannot be read.
const ONLY_REFUSED: [&str; 6] =
    ["/akun/kontak", "/akun/kontak/kode", "/akun/dua-langkah/lepas", "/masuk/kode", "/masuk/langkah-kedua", "/rencana/{id}/ubah"];
/// What has no page of its own: it leads on, is a file of one picture, or is not there.
const LEADS_ON: [&str; 7] = [
    "/foto/{file}",
    "/lambang.png",
    "/tidak/ada",
    "/data/log/tile/0/000",
    "/data/log/tile/entries/x001",
    "/wilayah",
    "/usulan/nomor/{kelurahan}/{year}/{serial}",
];

async fn hostile_text_in_every_form(part: usize, url: &str, folder: &Path) {
    let (seeds, copies) = sown(url, folder).await;
    let mut routes = Routes::new(&seeds, &copies, part);
    routes.walk(|path| part_of(path) == part).await;
    let mut problems = routes.problems;
    let all = rows();
    let pages = all.iter().filter(|(path, (gets, _))| part_of(path) == part && gets.is_some()).map(|(path, _)| *path);
    let unread: BTreeSet<&str> = pages.filter(|path| !routes.read.contains(path) && !LEADS_ON.contains(path)).collect();
    problems.extend(unread.into_iter().map(|path| format!("nobody read {path}")));
    problems.extend(routes.never_done.into_iter().filter(|path| !ONLY_REFUSED.contains(path)).map(|path| format!("never done: {path}")));
    assert!(problems.is_empty(), "{} problems\n  {}", problems.len(), problems.join("\n  "));
}

/// On SQLite alone: how a page is written does not ask where its texts were kept, and the walk above is on both.
macro_rules! one_test_per_part {
    ($($name:ident: $part:expr),+ $(,)?) => {
        const _: () = assert!([$($part),+].len() == PARTS.len() + 1, "every part has a test");
        $(
            #[test]
            fn $name() {
                at_sqlite(|url, folder| Runtime::new().unwrap().block_on(hostile_text_in_every_form($part, url, folder)));
            }
        )+
    };
}

one_test_per_part!(
    every_form_of_accounts_keeps_text_in_its_element: 0,
    every_form_about_people_keeps_text_in_its_element: 1,
    every_form_of_plans_keeps_text_in_its_element: 2,
    every_form_of_proposals_keeps_text_in_its_element: 3,
    every_form_of_meetings_keeps_text_in_its_element: 4,
    every_other_form_keeps_text_in_its_element: 5,
);
