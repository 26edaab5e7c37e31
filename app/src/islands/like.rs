//! Liking a comment without leaving the page, so that nothing that was begun elsewhere on it is lost.

use super::{
    act::{Act, Said},
    icon::Picture,
};
use crate::actions::{like, shown::Liking};
use leptos::prelude::*;

/// `form` takes the like without this script, and leads back to `here`; `names` say which comment is meant.
#[island]
pub fn LikeButton(
    comment: String,
    form: String,
    here: String,
    liking: Liking,
    names: [String; 2],
    picture: String,
    unreached: String,
) -> impl IntoView {
    let act = Act::new(liking);
    let is_mine = move || act.shown.with(|shown| shown.is_mine);
    let words = move || act.shown.with(|shown| shown.words[usize::from(shown.is_mine)].clone());
    let send = move |event| {
        let now = act.shown.get_untracked();
        let next = Liking { is_mine: !now.is_mine, ..now };
        let asked = like(comment.clone(), next.is_mine);
        act.send(&event, next, unreached.clone(), asked);
    };
    view! {
        <form method="post" action=form on:submit=send>
            <input type="hidden" name="kembali" value=here/>
            <button class="like" name="suka" value=move || if is_mine() { "tidak" } else { "ya" } aria-pressed=move || is_mine().to_string()
                aria-label=move || names[usize::from(is_mine())].clone() aria-busy=move || act.is_busy().to_string()>
                <Picture href=picture/>{words}
            </button>
        </form>
        <Said said=act.said/>
    }
}
