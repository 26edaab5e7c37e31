//! Forms about meetings, all of them of their officer.

mod check;
mod delegates;
mod item;
mod opening;
mod order;
mod papers;
mod reopen;
mod schedule;
mod scores;

pub use order::rank_move;
pub use scores::one_score;

use crate::{http::Web, links, pages::meetings::Action, query::Query, route_table::RouteTable};
use domain::ids::MusrenbangId;

/// Back to the screen of the hall, for a form that was sent from there.
fn as_seen(web: &Web, address: &str) -> String {
    let query = web.referer.as_deref().and_then(|left| left.split_once('?')).map(|(_, query)| Query::parse(query));
    let from_hall = query.is_some_and(|query| query.get(links::HALL) == "1");
    if from_hall { links::in_hall(address) } else { address.to_owned() }
}

/// A page of the work on a meeting, as the one was shown from which the form came.
fn here(web: &Web, meeting: MusrenbangId, part: &str) -> String {
    as_seen(web, &links::meeting_part(meeting, part))
}

pub fn routes(table: RouteTable) -> RouteTable {
    let act = |action: Action| move |web, path, form| item::act(action, web, path, form);
    Action::ALL
        .iter()
        .fold(table, |table, action| table.post(action.route(), act(*action)))
        .post("/musrenbang/{id}/jadwal", schedule::submit)
        .post("/musrenbang/{id}/buka", opening::submit)
        .post("/musrenbang/{id}/skor", scores::submit)
        .post("/musrenbang/{id}/urutan", order::propose)
        .post("/musrenbang/{id}/urutan/pindah", order::shift)
        .post("/musrenbang/{id}/urutan/terima", order::accept)
        .post("/musrenbang/{id}/delegasi", delegates::add)
        .post("/musrenbang/{id}/delegasi/{delegate}/hapus", delegates::remove)
        .post("/musrenbang/{id}/periksa", check::write)
        .post("/musrenbang/{id}/tutup", check::close)
        .post("/musrenbang/{id}/tanda-tangan", papers::sign)
        .post("/musrenbang/{id}/serah", papers::hand_over)
        .post("/musrenbang/{id}/buka-kembali", reopen::submit)
}
