//! Musrenbang: the city's board, each meeting for everybody, and the pages on which its officer works.
//! Everything works as plain pages and forms; what is typed is never lost.

mod accept;
mod action;
mod board;
mod check;
mod delegates;
mod item;
mod item_forms;
mod lists;
mod minutes_text;
mod money;
mod moves;
mod opening;
mod order;
mod papers;
mod parts;
mod print;
mod reopen;
mod scores;
mod show;
mod work;

pub use board::row_name as board_row_name;

use action::Action;

use crate::{
    http::{PageError, Web},
    links,
    route_table::RouteTable,
};
use domain::{ids::MusrenbangId, permission::MayRunMusrenbang};
use services::queries::meeting_page::{self, MeetingPage};

pub fn routes(table: RouteTable) -> RouteTable {
    let act = |action: Action| move |web, path, form| item::act(action, web, path, form);
    Action::ALL
        .iter()
        .fold(table, |table, action| table.post(action.route(), act(*action)))
        .get(links::MEETINGS, board::show)
        .get("/musrenbang/{id}", show::show)
        .get("/musrenbang/{id}/cetak", print::show)
        .get("/musrenbang/{id}/berita-acara.txt", minutes_text::text)
        .get("/musrenbang/{id}/lampiran-delegasi.txt", minutes_text::annex)
        .get("/musrenbang/{id}/daftar.csv", lists::csv)
        .get("/musrenbang/{id}/daftar.xlsx", lists::xlsx)
        .get("/musrenbang/{id}/daftar.json", lists::json)
        .get("/musrenbang/{id}/kerja", work::show)
        .post("/musrenbang/{id}/jadwal", work::schedule)
        .get("/musrenbang/{id}/buka", opening::show)
        .post("/musrenbang/{id}/buka", opening::submit)
        .get("/musrenbang/{id}/usulan/{proposal}", item::show)
        .get("/musrenbang/{id}/skor", scores::show)
        .post("/musrenbang/{id}/skor", scores::submit)
        .get("/musrenbang/{id}/urutan", order::show)
        .post("/musrenbang/{id}/urutan", order::propose)
        .get("/musrenbang/{id}/urutan/pindah", moves::show)
        .post("/musrenbang/{id}/urutan/pindah", moves::submit)
        .post("/musrenbang/{id}/urutan/terima", accept::submit)
        .get("/musrenbang/{id}/delegasi", delegates::show)
        .post("/musrenbang/{id}/delegasi", delegates::add)
        .post("/musrenbang/{id}/delegasi/{delegate}/hapus", delegates::remove)
        .get("/musrenbang/{id}/periksa", check::show)
        .post("/musrenbang/{id}/periksa", check::write)
        .post("/musrenbang/{id}/tutup", check::close)
        .get("/musrenbang/{id}/pengesahan", papers::show)
        .post("/musrenbang/{id}/tanda-tangan", papers::sign)
        .post("/musrenbang/{id}/serah", papers::hand_over)
        .get("/musrenbang/{id}/buka-kembali", reopen::show)
        .post("/musrenbang/{id}/buka-kembali", reopen::submit)
}

fn id_of(text: &str) -> Result<MusrenbangId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// The meeting for anybody.
async fn public(web: &Web, id: &str) -> Result<MeetingPage, PageError> {
    meeting_page::meeting_page(&web.services, &web.actor, id_of(id)?).await?.ok_or(PageError::NotFound)
}

/// The meeting for whoever runs it.
async fn desk(web: &Web, id: &str) -> Result<(MeetingPage, MayRunMusrenbang), PageError> {
    Ok(meeting_page::work_page(&web.services, &web.actor, id_of(id)?).await?)
}
