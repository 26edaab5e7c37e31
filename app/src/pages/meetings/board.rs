//! Where the city is, stage by stage, and who is late.

use crate::{
    components::{
        crumbs::unknown_region,
        field::Choice,
        filters::{Filter, FilterForm},
        meetings::place_name,
        paging::{Found, HEAD, Pages},
        status::MeetingStatusTag,
    },
    context::page_context,
    format,
    http::Web,
    links, live,
    page::{Page, load},
    query,
    shell::Head,
    text::t_code,
};
use domain::{clock::Day, cycle::StageKind};
use leptos::prelude::*;
use services::{
    news::Topic,
    queries::meeting_board::{BoardState, BoardWanted, MeetingBoard, StageColumn, meeting_board},
    store::musrenbangs::BoardRow,
};

/// `/musrenbang`
#[component]
pub fn Meetings() -> impl IntoView {
    live::watch([Topic::Meetings]);
    let board = load(async |web: Web| {
        let wanted = BoardWanted {
            plan_year: web.filter("tahun", query::year),
            stage: web.filter("tahap", |code| StageKind::from_code(code).filter(|stage| stage.is_meeting())),
            region: web.param("wilayah").to_owned(),
            state: web.filter("keadaan", BoardState::from_code),
            after: web.filter("setelah", |text| {
                let (code, id) = text.rsplit_once('~')?;
                Some((code.to_owned(), id.parse().ok()?))
            }),
        };
        let board = meeting_board(&web.services, &wanted).await?;
        let head = Head::new(web.text("meetings.title")).about(web.text("meetings.lead"));
        Ok((head, (board, wanted)))
    });
    view! {
        <Page of=board let:shown>
            <div class="page-head"><h1>{t!("meetings.title")}</h1><p class="lead">{t!("meetings.lead")}</p></div>
            {match shown.0 {
                Some(board) => view! { <Board board wanted=shown.1/> }.into_any(),
                None => view! { <p class="empty">{t!("meetings.no_cycle")}</p> }.into_any(),
            }}
        </Page>
    }
}

fn address(board: &MeetingBoard, stage: StageKind, wanted: &BoardWanted, after: Option<&(String, domain::ids::MusrenbangId)>) -> String {
    let mut pairs = vec![("tahun", board.plan_year.to_string()), ("tahap", stage.code().to_owned())];
    pairs.extend((!wanted.region.is_empty()).then(|| ("wilayah", wanted.region.clone())));
    pairs.extend(wanted.state.map(|state| ("keadaan", state.code().to_owned())));
    pairs.extend(after.map(|(code, id)| ("setelah", format!("{code}~{id}"))));
    format!("{}?{}", links::MEETINGS, serde_html_form::to_string(&pairs).unwrap_or_default())
}

#[component]
fn Board(board: MeetingBoard, wanted: BoardWanted) -> impl IntoView {
    let today = page_context().today();
    let next = board.next.as_ref().map(|after| address(&board, board.stage, &wanted, Some(after)));
    let columns: Vec<_> = board
        .columns
        .iter()
        .map(|column| {
            let href = address(&board, column.stage.kind, &BoardWanted { state: None, ..wanted.clone() }, None);
            let late = address(&board, column.stage.kind, &BoardWanted { state: Some(BoardState::Late), ..wanted.clone() }, None);
            view! { <Column column=*column href late is_current=column.stage.kind == board.stage/> }
        })
        .collect();
    let first = wanted.after.is_some().then(|| address(&board, board.stage, &wanted, None));
    let rows = board.rows.clone();
    view! {
        <section class="stack">
            <h2>{t!("meetings.stages", year = board.plan_year)}</h2>
            <ul class="card-list grid-3">{columns}</ul>
        </section>
        <section class="stack">
            <h2>{t_code("meetings_of", board.stage.code())}</h2>
            <Filters board wanted/>
            {if rows.is_empty() {
                view! { <p class="empty" id=HEAD tabindex="-1">{t!("meetings.empty")}</p> }.into_any()
            } else {
                view! { <Found words=t!("lists.here", count = rows.len())/> <Rows rows today/> }.into_any()
            }}
            <Pages first next/>
        </section>
    }
}

#[component]
fn Column(column: StageColumn, href: String, late: String, is_current: bool) -> impl IntoView {
    let stage = column.stage;
    let dates = match (stage.opens_on, stage.closes_on) {
        (Some(first), Some(last)) => t!("meetings.dates", first = format::day(first), last = format::day(last)),
        _ => t!("meeting.no_date"),
    };
    let share = if column.total() == 0 { 0 } else { column.closed * 100 / column.total() };
    view! {
        <li class="card" aria-current=is_current.then_some("true")>
            <h3><a href=href>{t_code("stage", stage.kind.code())}</a></h3>
            <p class="meta">{dates}</p>
            <progress class="progress" max="100" value=share.to_string() aria-label=t!("meetings.progress")></progress>
            <p>{t!("meetings.closed_of", closed = column.closed, total = column.total())}
                {(column.open > 0).then(|| view! { " · " {t!("meetings.open_count", count = column.open)} })}</p>
            {(column.late > 0).then(|| view! {
                <p><a class="tag tag--no" href=late>{t!("meetings.late_count", count = column.late)}</a></p>
            })}
        </li>
    }
}

#[component]
fn Filters(board: MeetingBoard, wanted: BoardWanted) -> impl IntoView {
    let stages =
        board.columns.iter().map(|column| Choice::new(column.stage.kind.code(), t_code("stage", column.stage.kind.code()))).collect();
    let years = board.years.iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect();
    let regions = board.kecamatan.iter().map(|region| Choice::new(region.code.to_string(), region.name.clone())).collect();
    let states = BoardState::ALL.map(|state| Choice::new(state.code(), t_code("meetings_state", state.code()))).to_vec();
    let problem = unknown_region(&wanted.region, board.region.as_ref());
    let state = wanted.state.map(BoardState::code).unwrap_or_default();
    let filters = vec![
        Filter::always("tahap", t!("meetings.stage"), board.stage.code(), stages),
        Filter::of_choices("keadaan", t!("meetings.state"), state, t!("meetings.any"), states),
        Filter::of_choices("wilayah", t!("meetings.kecamatan"), wanted.region, t!("meetings.whole_city"), regions).with_problem(problem),
        Filter::always("tahun", t!("meetings.year"), board.plan_year.to_string(), years),
    ];
    view! { <FilterForm action=links::MEETINGS filters/> }
}

/// The lines of the board; the inbox has them too.
#[component]
pub fn Rows(rows: Vec<BoardRow>, today: Day) -> impl IntoView {
    let lines = rows.into_iter().map(|row| {
        let is_late = row.is_late(today);
        let name = row_name(&row);
        let when = row.closed_at.or(row.opened_at).map(|at| format::day_of(at, page_context().zone));
        let when = when.or(row.scheduled_on.map(format::day)).unwrap_or_else(|| t!("meeting.no_date"));
        view! {
            <tr>
                <th scope="row"><a href=links::meeting(row.id)>{name}</a></th>
                <td data-th=t!("meetings.state")>
                    <MeetingStatusTag status=row.status/>
                    {is_late.then(|| view! { " " <span class="tag tag--no">{t!("meetings.late")}</span> })}
                </td>
                <td data-th=t!("meetings.when")>{when}</td>
                <td class="num" data-th=t!("meetings.items")>{row.items}</td>
                <td class="num" data-th=t!("meetings.waiting")>{row.waiting}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll"><table class="data cards">
            <thead><tr>
                <th scope="col">{t!("meetings.place")}</th><th scope="col">{t!("meetings.state")}</th><th scope="col">{t!("meetings.when")}</th>
                <th scope="col" class="num">{t!("meetings.items")}</th><th scope="col" class="num">{t!("meetings.waiting")}</th>
            </tr></thead>
            <tbody>{lines.collect_view()}</tbody>
        </table></div>
    }
}

/// The place of a meeting in a list.
pub fn row_name(row: &BoardRow) -> String {
    place_name(row.stage, &row.code, &row.name, row.above.as_deref())
}
