//! Where it is: RT, address, a point, whose land.

use super::{
    kelurahan_of,
    question::{Question, label},
    steps::{StepButtons, StepHead, labels},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextField},
    },
    http::{PageResult, Web},
    links,
    pages::account::{kelurahan_choices, rt_choices},
    shell::Head,
    text::t_code,
};
use domain::{account::Role, catalogue::LandStatus, pin, proposal::DraftField, region::RegionCode};
use leptos::prelude::*;
use services::queries::{
    draft_page::{self, DraftPage},
    region_page::{self, Rt},
};

/// First the kelurahan, then the rest; an office is asked only for RTs it serves.
pub async fn show(web: Web, page: DraftPage, head: Head) -> PageResult {
    let back_to_check = web.param("kembali") == Question::Check.code();
    let wants_other = web.param("kelurahan") == "pilih";
    let Some(kelurahan) = kelurahan_of(&web, &page).filter(|_| !wants_other) else {
        let choices = kelurahan_choices(&web).await?;
        return Ok(web.page(head, move || view! { <ChooseKelurahan page=page.clone() choices=choices.clone()/> }).await);
    };
    let rts = region_page::rts_of(&web.services, &kelurahan).await?.map(|(_, rts)| rts).unwrap_or_default();
    let served = page.proposal.entered_as.and_then(|role| draft_page::serves(&web.actor).filter(|_| role == Role::RtHead));
    let rts: Vec<Rt> = rts.into_iter().filter(|rt| served.as_ref().is_none_or(|served| *served == rt.region.code)).collect();
    Ok(web.page(head, move || view! { <Place page=page.clone() kelurahan=kelurahan.clone() rts=rts.clone() back_to_check/> }).await)
}

#[component]
fn ChooseKelurahan(page: DraftPage, choices: Vec<Choice>) -> impl IntoView {
    let action = links::draft_step(page.proposal.id, Question::Place.code());
    view! {
        <StepHead page question=Question::Place/>
        <form method="get" action=action class="form">
            <SelectField name="kelurahan" label=t!("draft.kelurahan") empty=t!("form.choose") choices/>
            <button class="btn">{t!("form.continue")}</button>
        </form>
    }
}

#[component]
fn Place(page: DraftPage, kelurahan: RegionCode, rts: Vec<Rt>, back_to_check: bool) -> impl IntoView {
    let (id, draft) = (page.proposal.id, page.draft.clone());
    let is_chosen = |code: &RegionCode| draft.rt.as_ref() == Some(code);
    let rt = rts.iter().find(|rt| is_chosen(&rt.region.code) || rts.len() == 1).map(|rt| rt.region.code.to_string());
    let choices = rt_choices(rts);
    let land = LandStatus::ALL.map(|status| Choice::new(status.code(), t_code("land_status", status.code()))).to_vec();
    let (latitude, longitude) =
        draft.pin.map_or_else(Default::default, |pin| (pin::degrees(pin.latitude_micros()), pin::degrees(pin.longitude_micros())));
    let change = format!("{}?kelurahan=pilih", links::draft_step(id, Question::Place.code()));
    let is_own = page.proposal.entered_as.is_none();
    view! {
        <StepHead page=page.clone() question=Question::Place/>
        <ErrorSummary labels=labels(Question::Place)/>
        <form method="post" action=links::draft_step(id, Question::Place.code()) class="form">
            <input type="hidden" name="kelurahan" value=kelurahan.to_string()/>
            {is_own.then(|| view! { <p class="small"><a href=change>{t!("draft.other_kelurahan")}</a></p> })}
            <SelectField name="rt" label=label(DraftField::Rt) value=rt.unwrap_or_default() empty=t!("form.choose") choices/>
            <TextField name="address" label=label(DraftField::Address) hint=t!("draft.address_hint") value=draft.address.clone()/>
            <fieldset class="stack">
                <legend class="label">{label(DraftField::Pin)}</legend>
                <p class="hint">{t!("draft.pin_hint")}</p>
                <div class="field-row">
                    <TextField name="latitude" label=t!("draft.latitude") value=latitude inputmode="text"/>
                    <TextField name="longitude" label=t!("draft.longitude") value=longitude inputmode="text"/>
                </div>
            </fieldset>
            <SelectField name="land_status" label=label(DraftField::LandStatus) hint=t!("draft.land_hint")
                value=draft.land_status.map(LandStatus::code).unwrap_or_default() empty=t!("form.choose") choices=land/>
            <StepButtons back_to_check/>
        </form>
    }
}
