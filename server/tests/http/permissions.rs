//! Who gets where: every route of the site, asked for by every kind of person, against the table in `permissions/table.rs`.
//! A route without a row fails, and so does a row without a route.
//!
//! Forms are sent whole, as the page that shows them would send them with every field filled in, so that whoever is refused
//! only after what they wrote was read is seen as well; whoever may not send one gets the same answer to an empty one.

mod forms;
mod roles;
mod seeds;
mod table;

use crate::support::{Browser, Page, TestSite};
use domain::{account, cycle::StageKind, proposal::Status};
use forms::{Forms, REFUSED, Sent};
use reqwest::{Method, StatusCode, header::ORIGIN, multipart::Form};
use roles::Role;
use seeds::Seeds;
use std::collections::BTreeSet;
use table::{OF_THE_SERVER, PAGES, Row};
use testing::{LEGOK, world::World};

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

async fn ask(browser: &Browser, seeds: &Seeds, (method, path): (&str, &str), fields: &Sent) -> Page {
    let method: Method = method.parse().unwrap();
    let mut request = browser.request(method.clone(), &seeds.address(path)).header(ORIGIN, &browser.origin);
    if method == Method::POST {
        let takes_files = path.ends_with("/foto");
        request = if takes_files {
            request.multipart(fields.iter().cloned().fold(Form::new(), |form, (name, value)| form.text(name, value)))
        } else {
            request.form(fields)
        };
    }
    Page::read(browser.send(request).await).await
}

/// One person asks for everything.
async fn walk(site: TestSite, role: Role) {
    let seeds = Seeds::sow(&site.city).await;
    let forms = Forms::gather(&site, &seeds).await;
    let person = role.person(&site.city).await;
    let mut wrong = Vec::new();
    for &(method, path, marks) in PAGES.iter().chain(OF_THE_SERVER) {
        let expected = table::column(marks, role);
        let mut ways = vec![forms.whole(&seeds, path)];
        if expected != '+' && method == "POST" {
            ways.push(seeds.form(path));
        }
        for fields in ways {
            // A session for each request: some of them end it.
            let browser = match &person {
                Some(person) => site.signed_in(person).await,
                None => site.visitor(),
            };
            let page = ask(&browser, &seeds, (method, path), &fields).await;
            let found = outcome(&page);
            let is_fine = found == expected || expected == '+' && matches!(found, '~' | '0') && REFUSED.contains(&path);
            if !is_fine {
                wrong.push(format!("{method} {path}: {found} instead of {expected}, {} {}", page.status, page.announced("alert")));
            }
        }
    }
    assert!(wrong.is_empty(), "{role:?}\n  {}", wrong.join("\n  "));
}

macro_rules! one_test_per_role {
    ($($name:ident: $role:ident),+ $(,)?) => {$(
        mod $name {
            use super::*;

            #[test]
            fn sqlite() {
                testing::on_sqlite(|site: TestSite| walk(site, Role::$role));
            }

            #[test]
            fn postgres() {
                testing::on_postgres(|site: TestSite| walk(site, Role::$role));
            }
        }
    )+};
}

one_test_per_role!(
    the_public: Public,
    a_new_resident: New,
    a_confirmed_resident: Resident,
    the_head_of_the_rt: RtHead,
    the_kelurahan: Kelurahan,
    another_kelurahan: OtherKelurahan,
    the_kecamatan: Kecamatan,
    the_agency: Agency,
    another_agency: OtherAgency,
    a_planner: Planner,
    a_city_admin: Admin,
    a_moderator: Moderator,
    an_inspector: Inspector,
    a_former_officer: Former,
);

#[test]
fn every_route_has_one_row_and_every_row_a_route() {
    let routes: BTreeSet<(&str, &str)> = app::routes().entries.into_iter().collect();
    let rows: Vec<(&str, &str)> = PAGES.iter().map(|&(method, path, _): &Row| (method, path)).collect();
    let known: BTreeSet<(&str, &str)> = rows.iter().copied().collect();
    assert_eq!(rows.len(), known.len(), "a row stands twice");
    let missing: Vec<_> = routes.difference(&known).collect();
    let gone: Vec<_> = known.difference(&routes).collect();
    assert!(missing.is_empty() && gone.is_empty(), "without a row in permissions/table.rs: {missing:#?}\nwithout a route: {gone:#?}");
}

/// Whoever proposes does not decide, whatever office they hold: each action at the meeting of an RT on a proposal of its
/// head.
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
            assert!(page.has("Tidak seorang pun memutuskan perkaranya sendiri."), "{path}: {} {}", page.status, page.text());
        }
        assert_eq!(world.at(proposal).await, (StageKind::Rt, Status::Submitted));
    });
}
