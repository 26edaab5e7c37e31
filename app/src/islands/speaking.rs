//! Saying something under a plan or a proposal without leaving the page. The form within is drawn by the server and
//! works alone; what was said stands at its place as soon as it has arrived, and below the form until then.

use super::{
    act::{Act, Said},
    form::Drawn,
};
use crate::actions::{Refused, answer, comment, shown::Spoken};
use leptos::{ev::SubmitEvent, prelude::*};
use serde_tuple::{Deserialize_tuple, Serialize_tuple};

/// What is said around the form.
#[derive(Clone, Debug, Serialize_tuple, Deserialize_tuple)]
pub struct SpeakingWords {
    /// At what is on its way.
    pub sending: String,
    pub sent: String,
    /// Something is to be mended at a field.
    pub wrong: String,
    pub unreached: String,
}

/// `page` is what it is said under, `field` the one that holds the words: those of a resident or of an office.
#[island]
pub fn Speaking(page: String, field: String, words: SpeakingWords, children: Children) -> impl IntoView {
    let act = Act::new(None::<String>);
    let [is_sent, is_waiting] = [(); 2].map(|()| RwSignal::new(false));
    let SpeakingWords { sending, sent, wrong, unreached } = words;
    let send = move |event: SubmitEvent| {
        let form = Drawn::of(&event);
        let body = form.text(&field);
        if (is_sent.get_untracked() || is_waiting.get_untracked()) && body.trim().is_empty() {
            // The second click of two.
            event.prevent_default();
            return;
        }
        let (page, encoded, wrong, is_answer) = (page.clone(), form.encoded(), wrong.clone(), field == "answer_body");
        let id_field = if is_answer { "answer_id" } else { "comment_id" };
        act.send(&event, Some(body), unreached.clone(), async move {
            is_sent.set(false);
            is_waiting.set(false);
            let said = if is_answer { answer(page, encoded).await } else { comment(page, encoded).await };
            match said {
                Ok(spoken) => {
                    form.point_out(&[]);
                    form.empty();
                    if let Some(spoken) = spoken {
                        form.set(id_field, &spoken.next);
                        show(&spoken);
                    }
                    is_sent.set(true);
                    Ok(Some(None))
                }
                Err(Refused::At(problems)) => {
                    form.point_out(&problems);
                    Err(Refused::Said(wrong))
                }
                Err(Refused::Waits { words, next }) => {
                    form.point_out(&[]);
                    form.empty();
                    form.set(id_field, &next);
                    is_waiting.set(true);
                    Err(Refused::Said(words))
                }
                Err(other) => Err(other),
            }
        });
    };
    let on_its_way = move || {
        act.shown.get().map(|body| {
            let lines = body.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            view! { <div class="comment comment--sending" aria-busy="true"><p class="small soft">{sending.clone()}</p><div class="measure">{lines}</div></div> }
        })
    };
    view! {
        <div class="stack" on:submit=send>
            {children()}
            <p aria-live="polite" class="small" hidden=move || !is_sent.get()>{move || is_sent.get().then(|| sent.clone())}</p>
            <Said said=act.said/>
            {on_its_way}
        </div>
    }
}

/// Puts it on the page, where it does not stand yet.
#[cfg(feature = "hydrate")]
fn show(spoken: &Spoken) {
    use crate::actions::shown::Place;
    let document = document();
    let place = match &spoken.within {
        Place::TopOf(id) => Some((id, "afterbegin")),
        Place::EndOf(id) => Some((id, "beforeend")),
        Place::Nowhere => None,
    };
    if document.get_element_by_id(&spoken.id).is_none()
        && let Some((id, at)) = place
        && let Some(around) = document.get_element_by_id(id)
    {
        let _ = around.insert_adjacent_html(at, &spoken.html);
    }
    for (id, html) in &spoken.pieces {
        if let Some(element) = document.get_element_by_id(id) {
            element.set_inner_html(html);
        }
    }
}

#[cfg(not(feature = "hydrate"))]
fn show(_: &Spoken) {}
