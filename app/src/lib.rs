//! The pages and islands of Rembuk.
//!
//! With the feature `ssr` this is the whole site: `app` has the router with one line a page; a page is a component that
//! loads what it shows from `services::queries`. Each form posts to a handler in `forms` that calls one command and,
//! when that is refused, has the same page drawn again with everything that was typed. With the feature `hydrate` it is
//! the islands only, so that no page, text or permission reaches the browser's WebAssembly.
//!
//! To add a page: a component in `pages/`, its line in `app`, its texts in `locales/`, its row in the permission test
//! (which fails until it is there).

// A page's view is one type as deep as its markup.
#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
#[macro_use]
pub mod lang;
#[cfg(feature = "ssr")]
pub mod account_words;
pub mod actions;
#[cfg(feature = "ssr")]
mod app;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
mod context;
#[cfg(feature = "ssr")]
pub mod exports;
#[cfg(feature = "ssr")]
mod figures;
#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
mod form_paths;
#[cfg(feature = "ssr")]
pub mod format;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod hosts;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod imports;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod kept;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
mod live;
#[cfg(feature = "ssr")]
mod look;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
mod nonce;
#[cfg(feature = "ssr")]
pub mod operator;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod query;
#[cfg(feature = "ssr")]
mod route_table;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub mod settings;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
pub mod slips;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
mod uploads;

#[cfg(feature = "ssr")]
pub use {
    actions::is_action,
    app::app,
    form_paths::FormPaths,
    lang::{Lang, Voice},
    pages::error_page::error_pages,
    route_table::RouteTable,
    routes::routes,
    site::Site,
};
