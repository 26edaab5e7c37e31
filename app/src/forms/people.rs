//! Forms of the city admin about people.

mod appointments;
mod person;

use crate::{
    forms::{Fields, FormState},
    http::{PageResult, Web},
    links,
    route_table::RouteTable,
};
use axum::Form;

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .post(links::PEOPLE, search)
        .post("/admin/orang/{id}/peran", person::grant)
        .post("/admin/orang/{id}/peran/{assignment}/akhiri", person::end)
        .post("/admin/orang/{id}/tutup", person::close)
        .post("/admin/orang/{id}/buka", person::open)
        .post("/admin/orang/{id}/lepas-dua-langkah", person::reset_second_step)
        .post("/admin/penunjukan/{id}/setujui", appointments::confirm)
        .post("/admin/penunjukan/{id}/tolak", appointments::refuse)
}

/// Posted, for what is searched for is a name, and addresses end up in the logs of every proxy.
async fn search(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let form = FormState { fields: Fields::new(pairs), ..FormState::default() };
    Ok(web.with_form(form).page_at(links::PEOPLE).await)
}
