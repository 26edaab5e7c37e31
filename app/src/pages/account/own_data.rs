//! What a person may take along or have deleted: the section on the page of the account, and the file.

use crate::{
    http::{PageResult, Web},
    links,
};
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::queries::own_data::own_data;

/// Of a person: no cache keeps it.
pub async fn download(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let json = own_data(&web.services, &permit).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"data-saya.json\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, json).into_response())
}

#[component]
pub fn OwnData() -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("own_data.title")}</h2>
            <p>{t!("own_data.help")}</p>
            <p><a href=links::PROOFS>{t!("proofs.title")}</a></p>
            <p><a href=links::OWN_DATA>{t!("own_data.download")}</a></p>
            <p><a href=links::DELETE_ACCOUNT>{t!("deletion.title")}</a></p>
        </section>
    }
}
