//! Files of one meeting.

mod lists;
mod minutes;

use crate::route_table::RouteTable;

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get("/musrenbang/{id}/berita-acara.txt", minutes::text)
        .get("/musrenbang/{id}/lampiran-delegasi.txt", minutes::annex)
        .get("/musrenbang/{id}/daftar.csv", lists::csv)
        .get("/musrenbang/{id}/daftar.xlsx", lists::xlsx)
        .get("/musrenbang/{id}/daftar.json", lists::json)
}
