//! A site around a test city, browsers that visit it, and pages that are read as people read them: by headings, labels
//! and roles. Journeys do not belong here.

mod child;
pub mod drafts;
mod form;
mod page;
pub mod photos;
mod told;

pub use child::Child;
pub use form::{Form, fields_of};
pub use page::{Page, selector};
pub use told::told_at_its_fields;

use app::{Site, http::AppState};
use leptos::config::LeptosOptions;
use reqwest::{
    Client, Method, RequestBuilder, Response,
    cookie::{CookieStore, Jar},
    header::{HeaderMap, ORIGIN},
    redirect::Policy,
};
use server::{ConnectionLimits, Limits, Rates, SiteFiles};
use services::Services;
use std::{fs, net::SocketAddr, num::NonZeroU32, sync::Arc};
use tempfile::TempDir;
use testing::{PASSWORD, Prepare, TestCity, TestPerson};
use tokio::{net::TcpListener, sync::oneshot};

/// The site of a city, on a port of its own.
pub struct TestSite {
    pub city: TestCity,
    address: SocketAddr,
    is_secure: bool,
    _files: TempDir,
    /// The server ends when this is gone.
    _alive: oneshot::Sender<()>,
}

impl Prepare for TestSite {
    async fn prepare(services: Services) -> Self {
        Self::of(TestCity::prepare(services).await, false).await
    }
}

impl TestSite {
    /// `is_secure`: as behind a TLS proxy.
    pub async fn of(city: TestCity, is_secure: bool) -> Self {
        Self::with_rates(city, is_secure, Rates::default(), None).await
    }

    /// For tests that send more from one address than people do.
    pub async fn unlimited(city: TestCity) -> Self {
        Self::with_rates(city, false, Rates { writes: NonZeroU32::MAX, sign_ins: NonZeroU32::MAX }, None).await
    }

    /// Where the operator has said under which address people know it.
    pub async fn known_as(city: TestCity, url: &str) -> Self {
        Self::with_rates(city, false, Rates::default(), Some(url.to_owned())).await
    }

    async fn with_rates(city: TestCity, is_secure: bool, rates: Rates, url: Option<String>) -> Self {
        let files = tempfile::tempdir().unwrap();
        fs::create_dir(files.path().join("pkg")).unwrap();
        fs::write(files.path().join("pkg/rembuk.css"), "body { margin: 0 }").unwrap();
        fs::write(files.path().join("icons.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>").unwrap();
        city.services.log.begin("rembuk.test").unwrap();
        let state = AppState {
            services: city.services.clone(),
            options: LeptosOptions::builder().output_name("rembuk").build(),
            site: Arc::new(Site {
                secure: is_secure,
                is_demo: false,
                version: "1".into(),
                behind_proxy: is_secure,
                url,
                form_paths: app::routes().form_paths(),
            }),
            app: app::app,
        };
        let limits = Limits::new(state.site.behind_proxy, rates, ConnectionLimits::IN_ALL);
        let router = server::router(&state, &SiteFiles::Folder(files.path().into()), &limits);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = ConnectionLimits::new(ConnectionLimits::IN_ALL, is_secure);
        let (alive, gone) = oneshot::channel();
        tokio::spawn(server::serve(listener, router, limits, async {
            let _ = gone.await;
        }));
        Self { city, address, is_secure, _files: files, _alive: alive }
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Browser {
        self.visitor_at(&self.address.to_string())
    }

    /// The same, by the name of the machine instead of its number.
    pub fn visitor_by_name(&self) -> Browser {
        self.visitor_at(&format!("localhost:{}", self.address.port()))
    }

    fn visitor_at(&self, host: &str) -> Browser {
        let cookies = Arc::new(Jar::default());
        let client = Client::builder().cookie_provider(Arc::clone(&cookies)).redirect(Policy::none()).build().unwrap();
        let cookie = if self.is_secure { "__Host-rembuk" } else { "rembuk" };
        Browser { client, cookies, cookie, origin: format!("http://{host}") }
    }

    /// A browser in which this person is signed in, without having gone through the form.
    pub async fn signed_in(&self, person: &TestPerson) -> Browser {
        let browser = self.visitor();
        browser.set_session(&person.session().await.to_hex());
        browser
    }
}

/// A browser without JavaScript. It follows no redirect by itself; see [`Browser::follow`].
pub struct Browser {
    client: Client,
    cookies: Arc<Jar>,
    cookie: &'static str,
    pub origin: String,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Page {
        Page::read(self.send(self.request(Method::GET, path)).await).await
    }

    /// Sends a form as a page of the site itself would.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        Page::read(self.send(self.request(Method::POST, path).header(ORIGIN, &self.origin).form(fields)).await).await
    }

    /// Presses the button of a form that was filled in.
    pub async fn submit(&self, form: Form) -> Page {
        let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if form.method == "post" {
            return self.post_form(&form.action, &fields).await;
        }
        Page::read(self.send(self.request(Method::GET, &form.action).query(&fields)).await).await
    }

    /// The page a redirect leads to.
    pub async fn follow(&self, page: Page) -> Page {
        assert!(page.status.is_redirection(), "no redirect: {} {}", page.status, page.text());
        self.get(page.location()).await
    }

    /// Through the form, as people do.
    pub async fn sign_in_as(&self, person: &TestPerson) -> Page {
        let form =
            self.get("/masuk").await.form("Masuk").fill("Nomor telepon atau surel (email)", &person.contact).fill("Kata sandi", PASSWORD);
        self.submit(form).await
    }

    /// For requests that a page of ours would not make.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.origin))
    }

    pub async fn send(&self, request: RequestBuilder) -> Response {
        request.send().await.unwrap()
    }

    pub fn set_session(&self, token: &str) {
        self.cookies.add_cookie_str(&format!("{}={token}; Path=/", self.cookie), &self.origin.parse().unwrap());
    }

    /// What the cookie of the session holds.
    pub fn session(&self) -> Option<String> {
        let cookies = self.cookies.cookies(&self.origin.parse().unwrap())?;
        let start = format!("{}=", self.cookie);
        cookies.to_str().unwrap().split("; ").find_map(|cookie| cookie.strip_prefix(&start).map(str::to_owned))
    }
}

/// The value of a header; empty when it was not sent.
pub fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}
