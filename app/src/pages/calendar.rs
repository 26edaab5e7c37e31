//! `/kalender`: the stages of the planning years with their dates, and the meetings and deadlines of a month, day by
//! day.

use crate::{
    components::{
        crumbs::{region_name, unknown_region},
        field::{Choice, SelectField},
        meetings::{Leaf, MeetingEntry, are_of_several_years},
        paging::HEAD,
        stages,
    },
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    query,
    shell::{Head, Lists},
    text::t_code,
};
use chrono::{Months, Weekday};
use domain::clock::{Day, is_plausible};
use leptos::prelude::*;
use services::{
    queries::calendar::{CalendarPage, CalendarWanted, CalendarYear, calendar_page},
    store::{musrenbangs::DatedMeeting, plans::list::ListedPlan},
};
use std::collections::BTreeMap;

/// `/kalender`
#[component]
pub fn CalendarOfYears() -> impl IntoView {
    let page = load(async |web: Web| {
        let wanted = CalendarWanted {
            month: web.filter("bulan", |month| format!("{month}-01").parse().ok().filter(is_plausible::<Day>)),
            region: web.param("wilayah").to_owned(),
            plan_year: web.filter("tahun", query::year),
        };
        let page = calendar_page(&web.services, &wanted).await?;
        if let Some(year) = wanted.plan_year.filter(|year| page.as_ref().is_some_and(|page| page.plan_year != Some(*year))) {
            web.query.note_unknown("tahun", &year.to_string());
        }
        let head = Head::new(web.text("calendar.title")).about(web.text("calendar.lead"));
        Ok((head, (page, wanted)))
    });
    view! {
        <Page of=page let:shown>
            <div class="page-head"><h1>{t!("calendar.title")}</h1><p class="lead">{t!("calendar.lead")}</p></div>
            {match shown {
                (Some(page), wanted) => view! { <Calendar page wanted/> }.into_any(),
                (None, _) => view! { <p class="empty">{t!("meetings.no_cycle")}</p> }.into_any(),
            }}
        </Page>
    }
}

#[component]
fn Calendar(page: CalendarPage, wanted: CalendarWanted) -> impl IntoView {
    let today = page_context().today();
    let years = page.years.clone();
    let problem = unknown_region(&wanted.region, page.region.as_ref());
    let title = match &page.region {
        Some(region) => format!("{} · {}", format::month(page.month), region.name),
        None => format::month(page.month),
    };
    view! {
        {years.into_iter().map(|year| view! {
            <section class="stack">
                <h2>{t!("calendar.stages", year = year.plan_year)}</h2>
                <p>{stages::now_words(&year.stages.iter().map(|column| column.stage).collect::<Vec<_>>(), today)}</p>
                <details class="folds"><summary>{t!("calendar.all_stages")}</summary><StageTable year today/></details>
            </section>
        }).collect_view()}
        <section class="stack" id="bulan">
            <h2 id=HEAD tabindex="-1">{title}</h2>
            <Lists/>
            <Controls page=page.clone() problem/>
            <Days page/>
        </section>
    }
    .into_any()
}

#[component]
fn StageTable(year: CalendarYear, today: Day) -> impl IntoView {
    let CalendarYear { plan_year, stages } = year;
    let rows = stages.into_iter().map(|column| {
        let (stage, mark) = (column.stage, stages::mark(&column.stage, today));
        let class = match mark {
            "here" => "tag tag--wait",
            "done" => "tag tag--yes",
            _ => "tag tag--plain",
        };
        let dates = Some(stages::dates(&stage)).filter(|dates| !dates.is_empty()).unwrap_or_else(|| t!("meeting.no_date"));
        let href = format!("{}?tahun={plan_year}&tahap={}", links::MEETINGS, stage.kind.code());
        view! {
            <tr>
                <th scope="row">{t_code("stage", stage.kind.code())}</th>
                <td data-th=t!("calendar.dates")>{dates}</td>
                <td data-th=t!("calendar.state")><span class=class>{t_code("stage_mark", mark)}</span></td>
                <td data-th=t!("calendar.meetings")>{(column.total() > 0).then(|| view! {
                    <a href=href>{t!("meetings.closed_of", closed = column.closed, total = column.total())}</a>
                })}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll"><table class="data cards">
            <thead><tr>
                <th scope="col">{t!("calendar.stage")}</th><th scope="col">{t!("calendar.dates")}</th>
                <th scope="col">{t!("calendar.state")}</th><th scope="col">{t!("calendar.meetings")}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}

/// `/kalender?bulan=2027-01&wilayah=15.71.10&tahun=2028`
fn address(month: Day, region: Option<&str>, plan_year: Option<u16>) -> String {
    let place = region.map(|code| format!("&wilayah={code}")).unwrap_or_default();
    let year = plan_year.map(|year| format!("&tahun={year}")).unwrap_or_default();
    format!("{}?bulan={}{place}{year}#bulan", links::CALENDAR, month.format("%Y-%m"))
}

#[component]
fn Controls(page: CalendarPage, problem: Option<String>) -> impl IntoView {
    let region = page.region.as_ref().map(|region| region.code.to_string());
    let other = |month: Option<Day>| month.map(|month| (address(month, region.as_deref(), page.plan_year), format::month(month)));
    let before = other(page.month.checked_sub_months(Months::new(1)));
    let after = other(page.month.checked_add_months(Months::new(1)));
    let choices = page.kecamatan.iter().map(|region| Choice::new(region.code.to_string(), region.name.clone()));
    // A kelurahan that came with a link keeps its place.
    let narrower = page.region.as_ref().filter(|region| page.kecamatan.iter().all(|known| known.id != region.id));
    let narrower = narrower.map(|region| Choice::new(region.code.to_string(), region_name(region)));
    let choices = narrower.into_iter().chain(choices).collect();
    let years: Vec<Choice> = page.choices.iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect();
    view! {
        <form method="get" action=links::CALENDAR class="pick no-print">
            <input type="hidden" name="bulan" value=page.month.format("%Y-%m").to_string()/>
            <SelectField name="wilayah" label=t!("meetings.kecamatan") value=region.clone().unwrap_or_default() empty=t!("meetings.whole_city") problem choices/>
            {(years.len() > 1).then(|| view! {
                <SelectField name="tahun" label=t!("meetings.year") value=page.plan_year.map(|year| year.to_string()).unwrap_or_default() empty=t!("proposals.any") choices=years/>
            })}
            <button class="btn btn--plain">{t!("meetings.filter")}</button>
        </form>
        <nav class="pagination" aria-label=t!("calendar.months")>
            {before.map(|(href, month)| view! { <a href=href>"‹ " {month}</a> })}
            {after.map(|(href, month)| view! { <a href=href>{month} " ›"</a> })}
        </nav>
    }
    .into_any()
}

/// What happens on one day.
#[derive(Default)]
struct OneDay {
    meetings: Vec<DatedMeeting>,
    closing: Vec<ListedPlan>,
}

#[component]
fn Days(page: CalendarPage) -> impl IntoView {
    let with_year = are_of_several_years(&page.meetings);
    let mut days: BTreeMap<Day, OneDay> = BTreeMap::new();
    for meeting in page.meetings {
        if let Some(day) = meeting.scheduled_on {
            days.entry(day).or_default().meetings.push(meeting);
        }
    }
    for plan in page.closing {
        if let Some(day) = plan.closes_on {
            days.entry(day).or_default().closing.push(plan);
        }
    }
    if days.is_empty() {
        return view! { <p class="empty">{t!("calendar.empty")}</p> }.into_any();
    }
    let today = page_context().today();
    let mut weeks: BTreeMap<Day, Vec<(Day, OneDay)>> = BTreeMap::new();
    for (day, what) in days {
        weeks.entry(monday(day)).or_default().push((day, what));
    }
    // The week of today, or the first that has not passed, or where all have passed the last one.
    let open = weeks.keys().copied().find(|week| *week >= monday(today)).or(weeks.keys().next_back().copied());
    let weeks = weeks.into_iter().map(|(week, days)| view! { <Week days with_year is_open=open == Some(week)/> });
    view! {
        <div class="chapters">{weeks.collect_view()}</div>
        {page.more.then(|| view! { <p class="notice notice--info">{t!("calendar.more")}</p> })}
    }
    .into_any()
}

/// So many meetings of a day are read at a glance; more are folded, but for those of today.
const GLANCE: usize = 4;

#[component]
fn Meetings(meetings: Vec<DatedMeeting>, with_year: bool, is_open: bool) -> impl IntoView {
    let count = meetings.len();
    let entries = meetings.into_iter().map(|meeting| view! { <div class="entry"><MeetingEntry meeting with_year/></div> }).collect_view();
    if count <= GLANCE {
        return entries.into_any();
    }
    view! { <details open=is_open><summary>{t!("calendar.week_meetings", count = count)}</summary>{entries}</details> }.into_any()
}

/// The first day of a day's week.
fn monday(day: Day) -> Day {
    day.week(Weekday::Mon).checked_first_day().unwrap_or(day)
}

/// The days of one week on which something happens.
#[component]
fn Week(days: Vec<(Day, OneDay)>, with_year: bool, is_open: bool) -> impl IntoView {
    let span = days.first().zip(days.last()).map(|((first, _), (last, _))| format::days(*first, *last));
    let meetings: usize = days.iter().map(|(_, what)| what.meetings.len()).sum();
    let closing: usize = days.iter().map(|(_, what)| what.closing.len()).sum();
    let counts = [
        (meetings > 0).then(|| t!("calendar.week_meetings", count = meetings)),
        (closing > 0).then(|| t!("calendar.week_closing", count = closing)),
    ];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let today = page_context().today();
    let days = days.into_iter().map(|(day, what)| {
        view! {
            <li>
                <Leaf day/>
                <div class="stack">
                    <p class="soft">{format::weekday(day)} ", " {format::day(day)}</p>
                    {what.closing.into_iter().map(|plan| view! {
                        <div><h3><a href=links::plan(plan.id)>{plan.title}</a></h3>
                            <p class="meta">{t!("calendar.last_answers", agency = plan.agency_name)}</p></div>
                    }).collect_view()}
                    <Meetings meetings=what.meetings with_year is_open=day == today/>
                </div>
            </li>
        }
    });
    view! {
        <details open=is_open>
            <summary><b>{span}</b><span class="small soft">{counts}</span></summary>
            <ul class="list dates">{days.collect_view()}</ul>
        </details>
    }
    .into_any()
}
