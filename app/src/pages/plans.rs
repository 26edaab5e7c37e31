//! Plans of agencies: the public list, one plan with its answers, and the forms of those who write it.

mod content;
mod follow_up;
mod form;
mod list;
mod merging;
mod ours;
mod panel;
mod photos;
mod preview;
mod results;
mod rule;
mod show;
mod timeline;
mod withdraw;

pub use show::OnePlan;

use crate::{links, route_table::RouteTable, http::PageError};
use domain::ids::PlanId;

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::PLANS, list::show)
        .get(links::OUR_PLANS, ours::show)
        .get(links::RESPONSE_RULE, rule::show)
        .get(links::NEW_PLAN, form::new)
        .post(links::NEW_PLAN, form::create)
        .post("/rencana/{id}/tanggapan", show::stance)
        .post("/rencana/{id}/komentar", show::comment)
        .post("/rencana/{id}/jawaban", show::answer)
        .get("/rencana/{id}/ubah", form::edit)
        .post("/rencana/{id}/ubah", form::save)
        .get("/rencana/{id}/foto", photos::show)
        .upload("/rencana/{id}/foto", photos::add)
        .post("/rencana/{id}/foto/{photo}/keterangan", photos::describe)
        .post("/rencana/{id}/foto/{photo}/hapus", photos::remove)
        .get("/rencana/{id}/pratinjau", preview::show)
        .post("/rencana/{id}/terbitkan", preview::publish)
        .get("/rencana/{id}/tindak-lanjut", follow_up::show)
        .post("/rencana/{id}/tindak-lanjut", follow_up::publish)
        .post("/rencana/{id}/perpanjang", follow_up::extend)
        .get("/rencana/{id}/kemajuan", follow_up::show_progress)
        .post("/rencana/{id}/kemajuan", follow_up::progress)
        .get("/rencana/{id}/tarik", withdraw::show)
        .post("/rencana/{id}/tarik", withdraw::withdraw)
}

fn parse(id: &str) -> Result<PlanId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}
