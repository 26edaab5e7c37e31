//! Proposals by residents: finding them, one of them, writing one, one's own.

mod download;
mod draft;
mod list;
mod mine;
mod objection;
mod progress;
mod show;
mod withdraw;

use crate::{links, route_table::RouteTable};

pub fn routes(table: RouteTable) -> RouteTable {
    let table = table
        .get(links::PROPOSALS, list::show)
        .get("/usulan/nomor/{kelurahan}/{year}/{serial}", show::by_number)
        .get("/usulan/{id}", show::show)
        .post("/usulan/{id}/benarkan", show::second)
        .post("/usulan/{id}/dukung", show::support)
        .post("/usulan/{id}/batal-dukung", show::withdraw_support)
        .post("/usulan/{id}/komentar", show::comment)
        .post("/usulan/{id}/jawaban", show::answer)
        .get("/usulan/{id}/keberatan", objection::show)
        .post("/usulan/{id}/keberatan", objection::raise)
        .post("/usulan/{id}/keberatan/jawaban", objection::answer)
        .get("/usulan/{id}/pelaksanaan", progress::show)
        .post("/usulan/{id}/pelaksanaan", progress::submit)
        .post("/usulan/{id}/pelaksanaan/laporan", progress::report)
        .get("/usulan/{id}/tarik", withdraw::show)
        .post("/usulan/{id}/tarik", withdraw::submit)
        .post("/usulan/{id}/usulkan-lagi", withdraw::propose_again)
        .get(links::OWN_PROPOSALS, mine::show)
        .get(links::PROPOSALS_CSV, download::csv)
        .get(links::PROPOSALS_XLSX, download::xlsx)
        .get(links::PROPOSALS_JSON, download::json);
    draft::routes(table)
}
