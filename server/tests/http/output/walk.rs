//! Everybody opens pages, fills in forms, and reads everything again.

use super::{
    crawl,
    form::{Filling, Found},
    reading,
};
use crate::support::{Browser, Page};
use reqwest::{Method, StatusCode, header::ORIGIN, multipart};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Objects of a kind that one person looks at, from one kind of page.
const OF_A_KIND: usize = 2;
/// Pages that one person opens in one go, nearest first.
const MOST_PAGES: usize = 70;
/// Forms of a kind that one person fills in.
const FORMS_OF_A_KIND: usize = 1;
/// Forms that end what the walk needs are filled in when everything else was.
const LAST: [&str; 6] = ["akhiri", "hapus", "buang", "tarik", "tutup", "keluar"];

/// Somebody with a browser; the public has no name.
pub struct Reader {
    pub name: &'static str,
    pub browser: Browser,
}

pub struct Walk {
    readers: Vec<Reader>,
    /// Forms sent by anybody, as their routes.
    posted: BTreeSet<&'static str>,
    /// Forms sent by one person, with how often.
    sent: BTreeMap<(usize, String), usize>,
    /// Where forms led each person.
    led_to: Vec<Vec<String>>,
    /// Routes of pages and files on which something hostile stood.
    pub shown: BTreeSet<&'static str>,
    pub problems: Vec<String>,
    turn: usize,
}

impl Walk {
    pub fn new(readers: Vec<Reader>) -> Self {
        let led_to = vec![Vec::new(); readers.len()];
        Self { readers, posted: BTreeSet::new(), sent: BTreeMap::new(), led_to, shown: BTreeSet::new(), problems: Vec::new(), turn: 0 }
    }

    /// How many addresses took a form.
    pub fn posted(&self) -> usize {
        self.posted.len()
    }

    pub async fn fill_in_everything(&mut self) {
        let mut forms = Vec::new();
        for reader in 0..self.readers.len() {
            for (address, page) in self.open_everything(reader).await {
                forms.extend(Found::all(&page, &address).into_iter().map(|form| (reader, address.clone(), form)));
            }
        }
        forms.sort_by_key(|(_, _, form)| (LAST.iter().any(|last| form.action.contains(last)), !form.takes_text()));
        for (reader, address, form) in forms {
            self.fill_in(reader, &address, &form).await;
        }
    }

    /// Pages, papers and files, in the state that the forms left.
    pub async fn read_everything(&mut self) {
        for reader in 0..self.readers.len() {
            self.open_everything(reader).await;
        }
    }

    /// Opens what links, lists to choose from and sent forms lead to, a few of each kind, and judges it.
    async fn open_everything(&mut self, reader: usize) -> Vec<(String, Page)> {
        let starts = crawl::routes().iter().filter(|(method, path)| *method == "GET" && !path.contains('{'));
        let starts = starts.map(|(_, path)| path.clone()).chain(self.led_to[reader].drain(..));
        let mut waiting: VecDeque<(String, String)> = starts.map(|address| (String::new(), address)).collect();
        let mut seen: BTreeSet<String> = waiting.iter().map(|(_, address)| address.clone()).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut pages = Vec::new();
        while let Some((from, address)) = waiting.pop_front().filter(|_| pages.len() < MOST_PAGES) {
            let kind = crawl::kind(&address);
            let count = counts.entry(format!("{from} {kind}")).or_default();
            *count += 1;
            if *count > OF_A_KIND {
                continue;
            }
            let Some(page) = self.open(reader, &address).await else { continue };
            let leads = crawl::links(&page).into_iter().chain(crawl::choices(&page, &address));
            waiting.extend(leads.filter(|lead| seen.insert(lead.clone())).map(|lead| (kind.clone(), lead)));
            pages.push((address, page));
        }
        pages
    }

    /// `None` for what is no page.
    async fn open(&mut self, reader: usize, address: &str) -> Option<Page> {
        let opened = reading::open(&self.readers[reader].browser, address).await;
        self.note(reader, &format!("GET {address}"), opened.problems);
        if opened.is_shown {
            self.shown.insert(crawl::route("GET", address));
        }
        opened.page
    }

    async fn fill_in(&mut self, reader: usize, address: &str, form: &Found) {
        let method = if form.posts { "POST" } else { "GET" };
        let route = crawl::route(method, &form.action);
        let sent = self.sent.entry((reader, format!("{method} {route} {:?}", form.names()))).or_default();
        *sent += 1;
        // Signing out and in is tried by other tests; here it would end the walk.
        let ends_the_walk = !self.readers[reader].name.is_empty() && route.starts_with("/keluar");
        let changes_the_language = form.button.as_ref().is_some_and(|(name, value)| name == "lang" && value != "id");
        if *sent > FORMS_OF_A_KIND || changes_the_language {
            return;
        }
        for filling in [Filling::Everything, Filling::Typed, Filling::Plausible] {
            if ends_the_walk || !form.posts && filling == Filling::Everything {
                continue;
            }
            self.send(reader, address, form, filling).await;
        }
        if form.posts {
            self.posted.insert(route);
        }
    }

    async fn send(&mut self, reader: usize, address: &str, form: &Found, filling: Filling) {
        self.turn += 1;
        let fields = form.filled(filling, self.turn);
        let browser = &self.readers[reader].browser;
        let request = if form.posts {
            let request = browser.request(Method::POST, &form.action).header(ORIGIN, &browser.origin);
            if form.takes_files {
                request.multipart(fields.iter().fold(multipart::Form::new(), |form, (name, value)| form.text(name.clone(), value.clone())))
            } else {
                request.form(&fields)
            }
        } else {
            browser.request(Method::GET, form.action.split('?').next().unwrap_or_default()).query(&fields)
        };
        let page = Page::read(browser.send(request).await).await;
        let what = format!("{filling:?} {} from {address}", form.action);
        self.judge(reader, &what, &page);
        if page.status == StatusCode::UNPROCESSABLE_ENTITY && filling != Filling::Everything {
            self.is_kept(reader, &what, form, &fields, &page);
        }
        if page.status.is_redirection() {
            let next = page.location().to_owned();
            self.open(reader, &next).await;
            self.led_to[reader].push(next);
        }
    }

    /// Whoever is refused and shown the form again finds in it what they typed.
    fn is_kept(&mut self, reader: usize, what: &str, form: &Found, sent: &[(String, String)], page: &Page) {
        // Where the step itself is not there any more, another form stands on the page.
        let again = Found::all(page, &form.action).into_iter().find(|again| again.action == form.action && again.names() == form.names());
        let Some(again) = again else { return };
        let lost = form.kept(sent, &again).into_iter().filter(|(_, typed, now)| now.map(str::trim) != Some(typed.trim()));
        let lost: Vec<String> = lost.map(|(name, typed, now)| format!("{name} was {typed:?} and is {now:?}")).collect();
        self.note(reader, what, lost);
    }

    fn judge(&mut self, reader: usize, what: &str, page: &Page) {
        let problems = reading::of_page(page, &self.readers[reader].browser);
        self.note(reader, what, problems);
    }

    fn note(&mut self, reader: usize, what: &str, problems: Vec<String>) {
        let name = self.readers[reader].name;
        self.problems.extend(problems.into_iter().map(|problem| format!("{name} {what}: {problem}")));
    }
}
