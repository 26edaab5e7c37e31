//! Signing in with a passkey. What somebody had typed before they were asked to sign in goes along, and back with them
//! to the password.

use super::ceremony::Ceremony;
use crate::{components::kept::CarriedFields, links};
use leptos::prelude::*;
use uuid::Uuid;

/// On which the device is asked; it has no address.
#[component]
pub fn PasskeyToSignIn(id: Uuid, options: String, next: String) -> impl IntoView {
    let same_next = next.clone();
    view! {
        <div class="page-head"><h1>{t!("passkeys.sign_in")}</h1></div>
        <Ceremony action=links::SIGN_IN_PASSKEY_ANSWER id options waits=t!("passkeys.asks_signature") given_up=t!("passkeys.given_up")>
            <input type="hidden" name="next" value=same_next/>
            <CarriedFields/>
        </Ceremony>
        // A link would leave behind what was typed.
        <form method="post" action=links::SIGN_IN>
            <input type="hidden" name="next" value=next/>
            <input type="hidden" name="no_passkey" value="1"/>
            <CarriedFields/>
            <p><button class="link-btn">{t!("passkeys.with_password")}</button></p>
        </form>
    }
}
