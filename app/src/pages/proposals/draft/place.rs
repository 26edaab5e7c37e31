//! The second page: where it is – RT, address, a point, whose land –, how much and for whom.

use super::{
    need::Further,
    picker::PlacePicker,
    question::{Question, label},
    size::{PeopleFields, VolumeFields},
    steps::{StepButtons, StepHead, labels},
};
use crate::{
    components::{
        crumbs::whole_name,
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextField},
    },
    context::page_context,
    http::{PageError, Web},
    links,
    nonce::use_nonce,
    pages::account::{kelurahan_choices, rt_choices},
    text::t_code,
};
use domain::{
    account::Role,
    catalogue::LandStatus,
    pin,
    proposal::DraftField,
    region::{RegionCode, RegionLevel},
};
use leptos::prelude::*;
use services::queries::{
    draft_page::{self, DraftPage},
    region_page::{self, Rt},
};

/// What is offered to choose from.
#[derive(Clone)]
pub enum Places {
    Kelurahan(Vec<Choice>),
    Rts(RegionCode, Vec<Rt>),
}

/// First the kelurahan, then the rest; an office is asked only for RTs it serves.
pub async fn offered(web: &Web, page: &DraftPage) -> Result<Places, PageError> {
    let wants_other = web.param("kelurahan") == "pilih";
    let Some(kelurahan) = kelurahan_of(web, page).filter(|_| !wants_other) else {
        return Ok(Places::Kelurahan(kelurahan_choices(web).await?));
    };
    let rts = region_page::rts_of(&web.services, &kelurahan).await?.map(|(_, rts)| rts).unwrap_or_default();
    let served = page.proposal.entered_as.and_then(|role| draft_page::serves(&web.actor).filter(|_| role == Role::RtHead));
    let rts = rts.into_iter().filter(|rt| served.as_ref().is_none_or(|served| *served == rt.region.code)).collect();
    Ok(Places::Rts(kelurahan, rts))
}

/// The kelurahan whose RTs are offered: the one just chosen, that of the draft, or the one an office serves.
fn kelurahan_of(web: &Web, page: &DraftPage) -> Option<RegionCode> {
    let chosen = RegionCode::parse(web.param("kelurahan")).ok();
    let known = page.draft.rt.clone();
    let served = page.proposal.entered_as.and_then(|_| draft_page::serves(&web.actor));
    chosen.or(known).or(served).and_then(|code| code.kelurahan())
}

#[component]
pub fn PlacePage(page: DraftPage, places: Places, back_to_check: bool) -> impl IntoView {
    match places {
        Places::Kelurahan(choices) => view! { <ChooseKelurahan page choices/> }.into_any(),
        Places::Rts(kelurahan, rts) => view! { <Place page kelurahan rts back_to_check/> }.into_any(),
    }
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
    let chosen = whole_name(&page.path);
    view! {
        <StepHead page=page.clone() question=Question::Place/>
        <ErrorSummary labels=labels(Question::Place)/>
        <form method="post" action=links::draft_step(id, Question::Place.code()) class="form">
            <input type="hidden" name="kelurahan" value=kelurahan.to_string()/>
            {if is_own {
                let code = draft.rt.as_ref().map(ToString::to_string).unwrap_or_default();
                view! {
                    <PlacePicker field="rt" level=RegionLevel::Rt label=label(DraftField::Rt) hint=t!("picker.hint_rt") code name=chosen>
                        <p class="small"><a href=change>{t!("draft.other_kelurahan")}</a></p>
                        <SelectField name="rt" label=label(DraftField::Rt) value=rt.unwrap_or_default() empty=t!("form.choose") choices/>
                    </PlacePicker>
                }.into_any()
            } else {
                view! { <SelectField name="rt" label=label(DraftField::Rt) value=rt.unwrap_or_default() empty=t!("form.choose") choices/> }.into_any()
            }}
            <TextField name="address" label=label(DraftField::Address) hint=t!("draft.address_hint") value=draft.address.clone()/>
            <PinHere/>
            <Further name=t!("draft.pin_fold") is_open=draft.pin.is_some() fields=vec![DraftField::Pin]>
                <p class="hint">{t!("draft.pin_hint")}</p>
                <div class="field-row">
                    <TextField name="latitude" label=t!("draft.latitude") value=latitude inputmode="text"/>
                    <TextField name="longitude" label=t!("draft.longitude") value=longitude inputmode="text"/>
                </div>
            </Further>
            <SelectField name="land_status" label=label(DraftField::LandStatus) hint=t!("draft.land_hint")
                value=draft.land_status.map(LandStatus::code).unwrap_or_default() empty=t!("form.choose") choices=land/>
            <VolumeFields page=page.clone()/>
            <PeopleFields draft=draft.clone()/>
            <StepButtons draft id question=Question::Place back_to_check/>
        </form>
    }
}

/// What `pin.js` fills in from the phone, beside the fields below it.
#[component]
fn PinHere() -> impl IntoView {
    view! {
        <div class="stack needs-script" data-pin data-searching=t!("pin.searching") data-found=t!("pin.found") data-refused=t!("pin.refused")
            data-unknown=t!("pin.unknown")>
            <p><button type="button" class="btn btn--plain">{t!("pin.ask")}</button></p>
            <p class="small" aria-live="polite"></p>
        </div>
        <script src=format!("/pkg/pin.js?v={}", page_context().site.version) defer nonce=use_nonce()></script>
    }
}
