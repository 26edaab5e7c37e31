//! Who gets where: every route of the site, asked for by every kind of person, against the table in
//! `permissions/table.rs`. A route without a row fails, and so does a row without a route.
//!
//! Forms are sent whole, as the page that shows them would send them with every field filled in, in a city in which
//! the act succeeds: for whoever the table lets in it must. So whoever is refused only after what they wrote was read
//! is seen as well, and so is whoever gets through. Whoever may not send one gets the same answer to an empty one.

pub mod forms;
pub mod roles;
pub mod scenes;
pub mod seeds;
pub mod table;

use crate::support::{Browser, Page, TestSite};
use domain::{account, cycle::StageKind, proposal::Status};
use forms::Sent;
use reqwest::{
    Method, StatusCode,
    header::ORIGIN,
    multipart::{Form, Part},
};
use roles::Role;
use scenes::Scene;
use seeds::{Seeds, Stage};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path};
use table::{OF_THE_SERVER, PAGES, Row};
use testing::{Copies, LEGOK, Prepare, TestCity, at_postgres, at_sqlite, services_at, world::World};
use tokio::runtime::Runtime;

/// How an answer is written in the table; `~` is let in, and refused for what was sent or for how things stand.
fn outcome(page: &Page) -> char {
    match page.status {
        status if status.is_redirection() && page.location().starts_with("/masuk?lanjut=") => 's',
        StatusCode::UNAUTHORIZED => 's',
        StatusCode::FORBIDDEN => 'x',
        StatusCode::NOT_FOUND => '0',
        status if status.is_success() || status.is_redirection() => '+',
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT | StatusCode::BAD_REQUEST => '~',
        status => panic!("{status}: {}", page.text()),
    }
}

/// What an island sends.
fn is_action(path: &str) -> bool {
    path.starts_with("/api/")
}

/// As islands send it.
fn json(fields: &Sent) -> Value {
    let value = |text: &String| text.parse::<bool>().map_or_else(|_| Value::from(text.as_str()), Value::from);
    fields.iter().map(|(name, text)| (name.clone(), value(text))).collect::<serde_json::Map<_, _>>().into()
}

/// Sends a form whole; one with a photo as such.
pub async fn post(browser: &Browser, address: &str, fields: &Sent) -> Page {
    let request = browser.request(Method::POST, address).header(ORIGIN, &browser.origin);
    let request = if is_action(address) {
        request.json(&json(fields))
    } else if ["/foto", "/kirim", "/lambang"].iter().any(|form| address.ends_with(form)) {
        let photo = Form::new().part("photo", Part::bytes(scenes::picture()).file_name("foto.png"));
        let texts = fields.iter().filter(|(name, _)| name != "photo").cloned();
        request.multipart(texts.fold(photo, |form, (name, value)| form.text(name, value)))
    } else {
        request.form(fields)
    };
    Page::read(browser.send(request).await).await
}

/// Everybody asks for the addresses of a part of the table, one after the other.
struct Walk<'a> {
    seeds: &'a Seeds,
    copies: &'a Copies,
    wrong: Vec<String>,
}

impl Walk<'_> {
    async fn address(&mut self, path: &str, (gets, posts): (Option<&str>, Option<&str>)) {
        let insiders = posts.map_or_else(Vec::new, table::insiders);
        let mut stage = self.seeds.stage(self.copies).await;
        let scene = scenes::set(&stage, path, insiders.first().and_then(|role| stage.person(*role)).as_ref()).await;
        if let Some(marks) = gets {
            self.get(&stage, path, marks, &scene).await;
        }
        if let Some(marks) = posts {
            let whole = match insiders.first() {
                Some(first) => self.whole(&stage.browser(*first).await, path, &scene).await,
                None => scene.typed.clone(),
            };
            self.refused(&stage, path, marks, (&scene, &whole)).await;
        }
        for (index, role) in insiders.into_iter().enumerate() {
            // What the others were refused has changed nothing: the first who may still can.
            if index > 0 && !scenes::is_in_nobodys_way(path) {
                stage.close(self.copies).await;
                stage = self.seeds.stage(self.copies).await;
            }
            let scene = if index > 0 { &scenes::set(&stage, path, stage.person(role).as_ref()).await } else { &scene };
            let browser = stage.browser(role).await;
            let whole = self.whole(&browser, path, scene).await;
            let page = post(&browser, &scene.address, &whole).await;
            let expected = if table::wants_a_name(path, role) { '~' } else { '+' };
            self.note(&format!("POST {path}"), role, expected, &page);
        }
        stage.close(self.copies).await;
    }

    async fn whole(&mut self, browser: &Browser, path: &str, scene: &Scene) -> Sent {
        forms::whole(browser, scene).await.unwrap_or_else(|| {
            self.wrong.push(format!("POST {path}: no page shows the form"));
            Sent::new()
        })
    }

    async fn get(&mut self, stage: &Stage<'_>, path: &str, marks: &str, scene: &Scene) {
        for role in Role::ALL {
            let page = stage.browser(role).await.get(&scene.address).await;
            self.note(&format!("GET {path}"), role, table::column(marks, role), &page);
        }
    }

    /// Those who may not send a form, with all that is in it and with nothing.
    async fn refused(&mut self, stage: &Stage<'_>, path: &str, marks: &str, (scene, whole): (&Scene, &Sent)) {
        // Every agency writes plans; whose this one is to be belongs to what is asked.
        let empty: Sent = whole.iter().filter(|(name, _)| path == "/rencana/baru" && name == "agency").cloned().collect();
        for role in Role::ALL {
            let expected = table::column(marks, role);
            for (kind, fields) in [("whole", whole), ("empty", &empty)] {
                // What lacks its input is no act, whoever sends it.
                if expected != '+' && (kind == "whole" || !is_action(path)) {
                    let page = post(&stage.browser(role).await, &scene.address, fields).await;
                    self.note(&format!("POST {path}, {kind}"), role, expected, &page);
                }
            }
        }
    }

    fn note(&mut self, what: &str, role: Role, expected: char, page: &Page) {
        let found = outcome(page);
        if found != expected {
            let said = [page.announced("alert"), page.all(".field-error").join(" ")].concat();
            self.wrong.push(format!("{what} by {role:?}: {found} instead of {expected}, {} {said}", page.status));
        }
    }
}

/// The marks of an address for reading it, and for sending a form there.
type Marks = (Option<&'static str>, Option<&'static str>);

/// Every address with its marks.
pub fn rows() -> Vec<(&'static str, Marks)> {
    let mut rows: Vec<(&str, Marks)> = Vec::new();
    for &(method, path, marks) in PAGES.iter().chain(OF_THE_SERVER) {
        let index = rows.iter().position(|(known, _)| *known == path).unwrap_or_else(|| {
            rows.push((path, (None, None)));
            rows.len() - 1
        });
        let (gets, posts) = &mut rows[index].1;
        *(if method == "GET" { gets } else { posts }) = Some(marks);
    }
    rows
}

/// The parts of the table, by how their addresses begin; the rest is one more.
pub const PARTS: [&[&str]; 5] =
    [&["akun", "masuk", "keluar", "daftar"], &["warga", "admin", "komentar"], &["rencana"], &["usulan"], &["musrenbang"]];

/// The part that an address belongs to.
pub fn part_of(path: &str) -> usize {
    let start = path.split('/').nth(1).unwrap_or_default();
    PARTS.iter().position(|starts| starts.contains(&start)).unwrap_or(PARTS.len())
}

/// The city of the table in a database of a test, ready to be copied.
pub async fn sown(url: &str, folder: &Path) -> (Seeds, Copies) {
    let city = TestCity::prepare(services_at(url, folder).await).await;
    let seeds = Seeds::sow(&city).await;
    (seeds, Copies::of(city, url, folder).await)
}

async fn walk(part: usize, url: &str, folder: &Path) {
    let (seeds, copies) = sown(url, folder).await;
    let mut walk = Walk { seeds: &seeds, copies: &copies, wrong: Vec::new() };
    for (path, marks) in rows().into_iter().filter(|(path, _)| part_of(path) == part) {
        walk.address(path, marks).await;
    }
    assert!(walk.wrong.is_empty(), "{} answers\n  {}", walk.wrong.len(), walk.wrong.join("\n  "));
}

macro_rules! one_test_per_part {
    ($($name:ident: $part:expr),+ $(,)?) => {$(
        mod $name {
            use super::*;

            #[test]
            fn sqlite() {
                at_sqlite(|url, folder| Runtime::new().unwrap().block_on(walk($part, url, folder)));
            }

            #[test]
            fn postgres() {
                at_postgres(|url, folder| Runtime::new().unwrap().block_on(walk($part, url, folder)));
            }
        }
    )+};
}

one_test_per_part!(
    everybody_at_accounts: 0,
    everybody_at_people: 1,
    everybody_at_plans: 2,
    everybody_at_proposals: 3,
    everybody_at_meetings: 4,
    everybody_elsewhere: 5,
);

/// A permit that lets in one more than the table says, and one that lets in one fewer.
#[test]
fn a_permit_that_differs_from_the_table_is_seen() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let (seeds, copies) = sown(url, folder).await;
            for (path, role, mark) in [
                ("/usulan/{id}/dukung", Role::Resident, 'x'),
                ("/musrenbang/{id}/buka-kembali", Role::Kelurahan, 'x'),
                ("/rencana/{id}/terbitkan", Role::Planner, '0'),
                ("/usulan/{id}/dukung", Role::New, '+'),
                ("/musrenbang/{id}/buka-kembali", Role::OtherKelurahan, '+'),
                ("/komentar/{id}/sembunyikan", Role::Public, '+'),
            ] {
                let mut marks: Vec<char> = rows().into_iter().find(|(known, _)| *known == path).unwrap().1.1.unwrap().chars().collect();
                marks.retain(|mark| *mark != ' ');
                marks[role as usize] = mark;
                let mut walk = Walk { seeds: &seeds, copies: &copies, wrong: Vec::new() };
                walk.address(path, (None, Some(&marks.into_iter().collect::<String>()))).await;
                let seen =
                    walk.wrong.iter().any(|wrong| wrong.contains(&format!("by {role:?}")) && wrong.contains(&format!("instead of {mark}")));
                assert!(seen, "{path} {role:?}: {:?}", walk.wrong);
            }
        });
    });
}

#[test]
fn every_route_has_one_row_and_every_row_a_route() {
    let entries = app::routes().entries;
    let routes: BTreeSet<(&str, &str)> = entries.iter().map(|(method, path)| (*method, path.as_str())).collect();
    let rows: Vec<(&str, &str)> = PAGES.iter().map(|&(method, path, _): &Row| (method, path)).collect();
    let known: BTreeSet<(&str, &str)> = rows.iter().copied().collect();
    assert_eq!(rows.len(), known.len(), "a row stands twice");
    let missing: Vec<_> = routes.difference(&known).collect();
    let gone: Vec<_> = known.difference(&routes).collect();
    assert!(missing.is_empty() && gone.is_empty(), "without a row in permissions/table.rs: {missing:#?}\nwithout a route: {gone:#?}");
}

/// Whoever proposes does not decide, whatever office they hold: each action at the meeting of an RT on a proposal of
/// its head.
#[test]
fn nobody_acts_on_a_proposal_of_their_own() {
    testing::on_sqlite(async |site: TestSite| {
        let rt = LEGOK.rt(2);
        let head = site.city.confirmed_resident_of(&rt).await;
        site.city.grant(&head, account::Role::RtHead, rt.as_str()).await;
        let world = World::new(site.city.clone()).await;
        let (meeting, proposal) = (world.meeting(StageKind::Rt, &rt).await, world.propose(&head, &rt, "milik sendiri", 1).await);
        let browser = site.signed_in(&head).await;
        let of_meetings = |path: &str| path.contains("/usulan/{proposal}/");
        let actions: Vec<_> = PAGES.iter().filter(|(_, path, _)| of_meetings(path)).collect();
        assert!(actions.len() >= 9, "{actions:?}");
        for (_, path, _) in actions {
            let address = path.replace("{id}", &meeting.to_string()).replace("{proposal}", &proposal.to_string());
            let page = browser.post_form(&address, &[]).await;
            assert!(page.has("Anda tidak dapat memutuskan hal tentang diri Anda sendiri."), "{path}: {} {}", page.status, page.text());
        }
        assert_eq!(world.at(proposal).await, (StageKind::Rt, Status::Submitted));
    });
}
