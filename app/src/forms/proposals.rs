//! Forms about proposals of residents.

mod answers;
mod draft;
mod draft_reading;
mod objection;
mod photos;
mod progress;
mod send;
mod withdraw;

pub use draft::keep;

use crate::{links, route_table::RouteTable};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .post("/usulan/{id}/benarkan", answers::second)
        .post("/usulan/{id}/dukung", answers::support)
        .post("/usulan/{id}/batal-dukung", answers::withdraw_support)
        .post("/usulan/{id}/komentar", answers::comment)
        .post("/usulan/{id}/jawaban", answers::answer)
        .post("/usulan/{id}/keberatan", objection::raise)
        .post("/usulan/{id}/keberatan/jawaban", objection::answer)
        .post("/usulan/{id}/pelaksanaan", progress::mark)
        .post("/usulan/{id}/pelaksanaan/laporan", progress::report)
        .post("/usulan/{id}/tarik", withdraw::withdraw)
        .post("/usulan/{id}/usulkan-lagi", withdraw::propose_again)
        .post(links::NEW_PROPOSAL, draft::begin)
        .post("/usulan/{id}/ubah/{langkah}", draft::save)
        .upload("/usulan/{id}/foto", photos::add)
        .post("/usulan/{id}/foto/{photo}/keterangan", photos::describe)
        .post("/usulan/{id}/foto/{photo}/hapus", photos::remove)
        .upload("/usulan/{id}/kirim", send::send)
        .post("/usulan/{id}/buang", draft::discard)
        .post("/usulan/{id}/pulihkan", draft::restore)
}
