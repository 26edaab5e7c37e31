//! One plan: what it says, who supports it, what came of it, and what people say.

use super::{content::Content, panel::Panel, results::Results, timeline::Timeline};
use crate::{
    components::{
        comments::{self, Comments},
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        face::{Band, work_of_plan},
        icon::Icon,
        status::PlanStatusTag,
    },
    context::page_context,
    format,
    http::{PageError, Web},
    links, live,
    page::{Page, load, part},
    shell::Head,
};
use domain::{
    clock::Day,
    comment::Subject,
    plan::{PlanEventKind, PlanStatus},
};
use leptos::prelude::*;
use services::{
    news::Topic,
    queries::plans::{self, PlanPage},
};

/// `/rencana/:id`
#[component]
pub fn OnePlan() -> impl IntoView {
    live::watch(part("id").ok().map(Topic::Plan));
    let plan = load(async |web: Web| {
        let id = part("id")?;
        let wanted = comments::wanted(&web);
        let page = plans::plan_page(&web.services, &web.actor, id, wanted).await?.ok_or(PageError::NotFound)?;
        if page.plan.state.status == PlanStatus::Draft {
            return Err(PageError::Elsewhere(links::plan_step(id, "pratinjau")));
        }
        let head = Head::new(page.plan.content.title.clone()).about(page.plan.content.summary.clone());
        Ok((head, page))
    });
    view! { <Page of=plan let:page><Plan page/></Page> }
}

#[component]
fn Plan(page: PlanPage) -> impl IntoView {
    let context = page_context();
    let (zone, today, new_id) = (context.zone, context.today(), context.new_id());
    let id = page.plan.id;
    let content = &page.plan.content;
    let (title, summary, agency) = (content.title.clone(), content.summary.clone(), page.agency.name.clone());
    let work = work_of_plan(&title, &summary);
    // The first photo is the face of the page.
    let content = PlanPage { photos: page.photos.iter().skip(1).cloned().collect(), ..page.clone() };
    let published = page.plan.published_at.map(|at| t!("plan.published_by", agency = agency, day = format::day_of(at, zone)));
    let answer_action = page.may_answer.then(|| links::plan_step(id, "jawaban"));
    view! {
        <Crumbs steps=vec![(links::PLANS.into(), t!("plans.title"))]/>
        <div class="page-head page-head--faced">
            <Band photo=page.photos.first().cloned() work/>
            <p class="cluster"><PlanStatusTag status=page.plan.state.status/></p>
            <h1>{title}</h1>
        </div>
        <ErrorSummary labels=comments::labels()/>
        {page.may_manage.then(|| view! { <Tasks page=page.clone() today/> })}
        <div class="two-col">
            <div class="side side--first stack-l"><Panel page=page.clone() today/></div>
            <div class="stack-l">
                <div><p class="lead">{summary}</p><p class="small soft">{published}</p></div>
                <Results page=page.clone() today/>
                <Content page=content/>
            </div>
        </div>
        <Comments subject=Subject::Plan(id) list=page.comments.clone() action=links::plan_step(id, "komentar") answer_action=answer_action id=new_id/>
        <Timeline events=page.events.clone()/>
    }
    .into_any()
}

/// What the agency's people can do next.
#[component]
fn Tasks(page: PlanPage, today: Day) -> impl IntoView {
    let (id, state) = (page.plan.id, page.plan.state);
    let may = |kind| page.offered.contains(&kind);
    let (follows_up, extends, withdraws) = (may(PlanEventKind::FollowedUp), may(PlanEventKind::Extended), may(PlanEventKind::Withdrawn));
    let advances = state.advance().is_some_and(may);
    let waits = state.status == PlanStatus::Published;
    let closes_on = state.closes_on.map(|day| crate::components::plans::closes_in(day, today));
    (follows_up || extends || advances || withdraws).then(|| view! {
        <section class="card stack" aria-labelledby="tugas">
            <h2 id="tugas">{t!("plan.tasks")}</h2>
            {closes_on.filter(|_| waits).map(|words| view! { <p>{t!("plan.waits")} " " {words}</p> })}
            <div class="cluster">
                {follows_up.then(|| view! { <a class="btn" href=links::plan_step(id, "tindak-lanjut")>{t!("follow_up_form.title")}</a> })}
                {extends.then(|| view! { <form method="post" action=links::plan_step(id, "perpanjang")><button class="btn btn--plain">{t!("plan.extend")}</button></form> })}
                {advances.then(|| view! { <a class="btn" href=links::plan_step(id, "kemajuan")>{t!("progress_form.title")}</a> })}
                {withdraws.then(|| view! { <a class="btn btn--danger" href=links::plan_step(id, "tarik")><Icon name="x"/>{t!("withdraw_form.title")}</a> })}
            </div>
        </section>
    })
}
