//! A QR code of an address, drawn here: no other server learns it.

use crate::links;
use fast_qr::{QRBuilder, convert::svg::SvgBuilder};
use leptos::prelude::*;

/// Nothing for an address that is too long for one. `side` in pixels.
#[component]
pub fn Qr(address: String, alt: String, side: u16) -> impl IntoView {
    let picture = QRBuilder::new(address).build().ok().map(|code| SvgBuilder::default().to_str(&code));
    let side = side.to_string();
    picture.map(|picture| {
        let src = format!("data:image/svg+xml,{}", links::encoded(&picture));
        view! { <img src=src alt=alt width=side.clone() height=side/> }
    })
}
