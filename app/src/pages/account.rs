//! A person's own account: opening it, signing in, password and home RT.

mod code;
mod contacts;
mod deletion;
mod forgot;
mod home_rt;
mod mine;
mod own_data;
mod passkeys;
mod password;
mod proofs;
mod register;
mod reset;
mod second_step;
mod sign_in;

pub use {
    code::CodeToSignIn,
    contacts::MyContacts,
    deletion::AccountDeletion,
    forgot::ForgotPassword,
    home_rt::MyHome,
    mine::MyAccount,
    passkeys::{AddPasskey, MyPasskeys, OnePasskey, PasskeyToSignIn, site_of},
    password::ChangePassword,
    proofs::MyProofs,
    register::{Register, kelurahan_choices, rt_choices},
    reset::ResetPassword,
    second_step::{MySecondStep, NewRecoveryCodes, RecoveryCodes, SecondStepRemoval},
    sign_in::{SignIn, ask_to_sign_in, sign_in_page},
};

use crate::http::is_local;

/// A path of our own to go on to; everything else leads home.
pub fn safe_next(next: &str) -> Option<&str> {
    is_local(next).then_some(next)
}
