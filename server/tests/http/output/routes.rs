//! The form of every address that takes one, found on the page that shows it to whoever may send it, in a city in
//! which the act succeeds; then whatever shows what was typed. Which fields a form has is read from the page.

use super::{
    form::{Filling, Found},
    hostile, naughty, reading,
};
use crate::{
    permissions::{
        forms::{self, Sent},
        post,
        roles::Role,
        rows,
        scenes::{self, Scene},
        seeds::{Seeds, Stage},
        table,
    },
    support::{Browser, Page, selector},
};
use reqwest::StatusCode;
use std::collections::BTreeSet;
use testing::Copies;

/// How often a form is sent with other strings.
const ROUNDS: usize = 8;
/// What shows things of all parts of the site.
const COMMON: [&str; 14] = [
    "/",
    "/kalender",
    "/wilayah/{code}",
    "/usulan",
    "/usulan/{id}",
    "/usulan-saya",
    "/rencana",
    "/rencana/{id}",
    "/data/usulan.csv",
    "/data/usulan.xlsx",
    "/data/usulan.json",
    "/akun/data.json",
    "/kotak-kerja",
    "/admin/log",
];

pub struct Routes<'a> {
    seeds: &'a Seeds,
    copies: &'a Copies,
    turn: usize,
    /// Forms with a field for text whose act was done with hostile text in it.
    pub done: BTreeSet<&'static str>,
    /// The others.
    pub never_done: BTreeSet<&'static str>,
    pub read: BTreeSet<&'static str>,
    pub shown: BTreeSet<&'static str>,
    pub problems: Vec<String>,
}

impl<'a> Routes<'a> {
    pub fn new(seeds: &'a Seeds, copies: &'a Copies, turn: usize) -> Self {
        let (done, never_done, read, shown) = Default::default();
        Self { seeds, copies, turn, done, never_done, read, shown, problems: Vec::new() }
    }

    /// The forms of a part of the site, each in a city of its own, and everything of that part and [`COMMON`]
    /// afterwards.
    pub async fn walk(&mut self, is_of_part: impl Fn(&str) -> bool) {
        let all = rows();
        let pages: Vec<(&'static str, &'static str)> = all
            .iter()
            .filter(|(path, _)| is_of_part(path) || COMMON.contains(path))
            .filter_map(|(path, (gets, _))| Some((*path, (*gets)?)))
            .collect();
        for (path, marks) in all.iter().filter(|(path, _)| is_of_part(path)) {
            let stage = self.seeds.stage(self.copies).await;
            if let (_, Some(posts)) = marks
                && let Some(role) = table::insiders(posts).into_iter().find(|role| *role != Role::Public)
            {
                let scene = scenes::set(&stage, path, stage.person(role).as_ref()).await;
                self.form(&stage, path, role, &scene).await;
                for (page, marks) in &pages {
                    self.read(&stage, page, marks, None).await;
                }
            } else if let (Some(gets), None) = marks {
                let scene = scenes::set(&stage, path, None).await;
                self.read(&stage, path, gets, Some(&scene)).await;
            }
            stage.close(self.copies).await;
        }
    }

    async fn form(&mut self, stage: &Stage<'_>, path: &'static str, role: Role, scene: &Scene) {
        let browser = stage.browser(role).await;
        let Some(whole) = forms::whole(&browser, scene).await else {
            return self.problems.push(format!("no page shows the form of {path}"));
        };
        let action = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
        let pages = forms::pages(&browser, scene).await;
        let mut found: Vec<Found> = pages.iter().flat_map(|page| Found::all(page, &scene.address)).collect();
        found.retain(|form| form.posts && action(&form.action) == action(&scene.address));
        let texts: BTreeSet<String> = found.iter().flat_map(Found::texts).collect();
        let mut is_done = false;
        for form in &found {
            is_done |= self.send(&browser, path, scene, &form.filled(Filling::Typed, self.turn)).await.status.is_redirection();
        }
        is_done |= self.act(&browser, path, scene, &whole, &texts).await;
        if !texts.is_empty() {
            (if is_done { &mut self.done } else { &mut self.never_done }).insert(path);
        }
        for form in &found {
            self.send(&browser, path, scene, &form.filled(Filling::Everything, self.turn)).await;
        }
        let rounds = if texts.is_empty() { 0 } else { ROUNDS };
        for _ in 0..rounds {
            let fields = self.with(&whole, &texts, naughty::text);
            self.send(&stage.browser(role).await, path, scene, &fields).await;
        }
        for page in forms::pages(&stage.browser(role).await, scene).await {
            let problems = reading::of_page(&page, &browser);
            self.note(&format!("the page of {path}"), problems);
        }
    }

    /// Hostile text in every field that takes it, and in those that refuse it what was there.
    async fn act(&mut self, browser: &Browser, path: &str, scene: &Scene, whole: &Sent, texts: &BTreeSet<String>) -> bool {
        let page = self.send(browser, path, scene, &self.with(whole, texts, |turn| hostile::text(turn).to_owned())).await;
        if page.status != StatusCode::UNPROCESSABLE_ENTITY {
            return !page.status.is_client_error();
        }
        let invalid = selector("[aria-invalid=true][name]");
        let refused: BTreeSet<&str> = page.html.select(&invalid).filter_map(|field| field.attr("name")).collect();
        let texts: BTreeSet<String> = texts.iter().filter(|name| !refused.contains(name.as_str())).cloned().collect();
        let page = self.send(browser, path, scene, &self.with(whole, &texts, |turn| hostile::text(turn).to_owned())).await;
        !texts.is_empty() && !page.status.is_client_error()
    }

    fn with(&self, whole: &Sent, texts: &BTreeSet<String>, text: impl Fn(usize) -> String) -> Sent {
        let typed = whole.iter().enumerate().map(|(index, (name, value))| {
            let value = if texts.contains(name) { text(self.turn + index) } else { value.clone() };
            (name.clone(), value)
        });
        typed.collect()
    }

    async fn send(&mut self, browser: &Browser, path: &str, scene: &Scene, fields: &Sent) -> Page {
        self.turn += 1;
        let page = post(browser, &scene.address, fields).await;
        let problems = reading::of_page(&page, browser);
        self.note(&format!("POST {path} {fields:?}"), problems);
        if page.status.is_redirection() {
            let opened = reading::open(browser, page.location()).await;
            self.note(page.location(), opened.problems);
        }
        page
    }

    /// By the first and by the last who may.
    async fn read(&mut self, stage: &Stage<'_>, path: &'static str, marks: &str, scene: Option<&Scene>) {
        let address = scene.map_or_else(|| self.seeds.address(path), |scene| scene.address.clone());
        let insiders = table::insiders(marks);
        let readers: BTreeSet<usize> = insiders.first().into_iter().chain(insiders.last()).map(|role| *role as usize).collect();
        for reader in readers {
            let opened = reading::open(&stage.browser(Role::ALL[reader]).await, &address).await;
            self.note(&format!("GET {address} by {:?}", Role::ALL[reader]), opened.problems);
            if opened.is_there {
                self.read.insert(path);
            }
            if opened.is_shown {
                self.shown.insert(path);
            }
        }
    }

    fn note(&mut self, what: &str, problems: Vec<String>) {
        self.problems.extend(problems.into_iter().map(|problem| format!("{what}: {problem}")));
    }
}
