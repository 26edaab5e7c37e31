//! Forms about plans of agencies.

mod answers;
mod draft;
mod follow_up;
mod merging;
mod photos;
mod publish;
mod withdraw;

pub use {draft::keep, merging::stored};

use crate::{links, route_table::RouteTable};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .post(links::NEW_PLAN, draft::create)
        .post("/rencana/{id}/tanggapan", answers::stance)
        .post("/rencana/{id}/komentar", answers::comment)
        .post("/rencana/{id}/jawaban", answers::answer)
        .post("/rencana/{id}/ubah", draft::save)
        .upload("/rencana/{id}/foto", photos::add)
        .post("/rencana/{id}/foto/{photo}/keterangan", photos::describe)
        .post("/rencana/{id}/foto/{photo}/hapus", photos::remove)
        .post("/rencana/{id}/terbitkan", publish::publish)
        .post("/rencana/{id}/tindak-lanjut", follow_up::publish)
        .post("/rencana/{id}/perpanjang", follow_up::extend)
        .post("/rencana/{id}/kemajuan", follow_up::progress)
        .post("/rencana/{id}/tarik", withdraw::withdraw)
}
