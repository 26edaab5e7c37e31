//! `/admin/kota`: the settings of the city, for admins and planners to change and for inspectors to read. What a
//! setting means is said in `settings`, what it may be in the domain.

mod emblem;

use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Choice, SelectField, Shown, TextArea, TextField},
    },
    context::page_context,
    format,
    forms::FormState,
    http::Web,
    links,
    page::{Page, load},
    settings::{default, help, label, shown},
    shell::Head,
    text::t_code,
};
use domain::{
    city::{City, Setting, SettingGroup, Shape},
    permission::{may_see_settings, may_set},
};
use emblem::EmblemForm;
use leptos::prelude::*;
use services::queries::{self, city::SettingChange};
use std::sync::Arc;

const MOST_SHOWN: usize = 50;

/// `/admin/kota`
#[component]
pub fn CitySettings() -> impl IntoView {
    let city = load(async |web: Web| {
        let permit = may_see_settings(&web.actor)?;
        let city = queries::city::city(&web.services).await?;
        let history = queries::city::history(&web.services, &permit, MOST_SHOWN).await?;
        Ok((Head::new(web.text("settings.title")), (city, history)))
    });
    view! { <Page of=city let:shown><Settings city=shown.0 history=shown.1/></Page> }
}

#[component]
fn Settings(city: Arc<City>, history: Vec<SettingChange>) -> impl IntoView {
    let actor = page_context().actor;
    let typed = Setting::ALL.into_iter().filter(|setting| setting.shape() != Shape::Picture);
    let (mine, others): (Vec<Setting>, Vec<Setting>) = typed.partition(|setting| may_set(&actor, *setting).is_ok());
    let mut labels: Vec<_> = mine.iter().map(|setting| (setting.code(), label(*setting))).collect();
    labels.extend([("reason", t!("settings.reason")), ("emblem_reason", t!("emblem.reason")), ("photo", t!("emblem.file"))]);
    let (other, is_first) = (Arc::clone(&city), mine.is_empty());
    view! {
        <div class="page-head"><h1>{t!("settings.title")}</h1><p class="lead">{t!("settings.lead")}</p></div>
        <p class="cluster"><a href=links::WEIGHTS>{t!("weights.title")}</a> <a href=links::RESPONSE_RULE>{t!("rule_page.title")}</a></p>
        <ErrorSummary labels/>
        {(!mine.is_empty()).then(|| view! {
            <form method="post" action=links::CITY class="form">
                {by_group(&mine, true, |setting| field(&city, setting).into_any())}
                <TextArea name="reason" label=t!("settings.reason") hint=t!("settings.reason_hint") rows=2/>
                <button class="btn">{t!("settings.save")}</button>
            </form>
        })}
        {may_set(&actor, Setting::Emblem).is_ok().then(|| view! { <EmblemForm/> })}
        {(!others.is_empty()).then(|| view! { <Others city=other settings=others is_first/> })}
        <section class="stack">
            <h2>{t!("settings.history")}</h2>
            <History changes=history/>
        </section>
    }
}

/// The settings of each group under its name, folded. Open is the first, if it is to be, and where something is wrong.
fn by_group(settings: &[Setting], first_is_open: bool, entry: impl Fn(Setting) -> AnyView) -> AnyView {
    let first = settings.first().filter(|_| first_is_open).map(|setting| setting.group());
    let group = |group: SettingGroup| {
        let members: Vec<Setting> = settings.iter().copied().filter(|setting| setting.group() == group).collect();
        let is_wrong = members.iter().any(|setting| FormState::problem(setting.code()).is_some());
        (!members.is_empty()).then(|| {
            view! {
                <details class="stack folded" open={is_wrong || first == Some(group)}>
                    <summary><h2>{t_code("setting_group", group.code())}</h2></summary>
                    {members.into_iter().map(&entry).collect_view()}
                </details>
            }
        })
    };
    SettingGroup::ALL.map(group).collect_view().into_any()
}

fn field(city: &City, setting: Setting) -> impl IntoView {
    let (name, value) = (setting.code(), city.value(setting).to_owned());
    let hint = [Some(help(setting)), default(city, setting)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let input = match setting.shape() {
        Shape::Choice(codes) => {
            let choices = codes.into_iter().map(|code| Choice::new(code, shown(setting, code))).collect();
            view! { <SelectField name label=label(setting) hint value=value.clone() choices/> }.into_any()
        }
        Shape::Number(_) => view! { <TextField name label=label(setting) hint value=value.clone() inputmode="numeric"/> }.into_any(),
        Shape::Line { .. } | Shape::Words { .. } | Shape::Colour | Shape::Picture => {
            view! { <TextField name label=label(setting) hint value=value.clone()/> }.into_any()
        }
    };
    view! { <Shown name value/> {input} }
}

/// What somebody else sets; `is_first` where nothing stands before it.
#[component]
fn Others(city: Arc<City>, settings: Vec<Setting>, is_first: bool) -> impl IntoView {
    let entry = |setting: Setting| {
        let by = t!("settings.set_by", role = t_code("role", setting.set_by().code()));
        view! {
            <p><b>{label(setting)}": "{shown(setting, city.value(setting))}</b><br/>
                <span class="small soft">{help(setting)}" "{by}</span></p>
        }
        .into_any()
    };
    by_group(&settings, is_first, entry)
}

#[component]
fn History(changes: Vec<SettingChange>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p class="empty">{t!("settings.never_changed")}</p> }.into_any();
    }
    view! {
        <table class="data cards">
            <thead><tr>
                <th scope="col">{t!("settings.when")}</th><th scope="col">{t!("settings.who")}</th>
                <th scope="col">{t!("settings.what")}</th><th scope="col">{t!("settings.change")}</th>
            </tr></thead>
            <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(change: SettingChange) -> impl IntoView {
    let who = match change.by {
        Some((name, role)) => {
            [Some(name), role.map(|role| t_code("role", role.code()))].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        None => t!("log.machine"),
    };
    let value = |value: Option<String>| value.map_or_else(|| t!("settings.as_default"), |value| shown(change.setting, &value));
    let words = t!("settings.from_to", from = value(change.from), to = value(change.to));
    view! {
        <tr>
            <td data-th=t!("settings.when")>{format::instant(change.at, page_context().zone)}</td>
            <td data-th=t!("settings.who")>{who}</td>
            <td data-th=t!("settings.what")>{label(change.setting)}</td>
            <td data-th=t!("settings.change")>
                {words}
                {(!change.reason.is_empty()).then(|| view! { <span class="small soft">" "{t!("log.reason", reason = change.reason)}</span> })}
            </td>
        </tr>
    }
}
