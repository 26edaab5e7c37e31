//! Forms of people about their own account.

mod code;
mod contacts;
mod deletion;
mod forgot;
mod home_rt;
mod passkeys;
mod password;
mod register;
mod reset;
mod second_step;
mod session;
mod sign_in;

use crate::{links, route_table::RouteTable};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .post(links::REGISTER, register::submit)
        .post(links::SIGN_IN, sign_in::submit)
        .post(links::FORGOT, forgot::submit)
        .post(links::RESET, reset::submit)
        .post(links::SIGN_IN_CODE, code::submit)
        .post(links::SIGN_OUT, sign_in::sign_out)
        .post(links::SIGN_OUT_EVERYWHERE, sign_in::sign_out_everywhere)
        .post(links::END_SESSION, sign_in::end_session)
        .post(links::CONTACTS, contacts::change)
        .post(links::PROVE_CONTACT, contacts::prove)
        .post(links::CONFIRM_CONTACT, contacts::confirm)
        .post(links::PASSWORD, password::submit)
        .post(links::HOME_RT, home_rt::submit)
        .post(links::SECOND_STEP, second_step::enrol)
        .post(links::SECOND_STEP_BEGIN, second_step::begin)
        .post(links::SECOND_STEP_REMOVAL, second_step::remove)
        .post(links::RECOVERY_CODES, second_step::renew)
        .post(links::SIGN_IN_PASSKEY, passkeys::begin_sign_in)
        .post(links::SIGN_IN_PASSKEY_ANSWER, passkeys::finish_sign_in)
        .post(links::PASSKEYS, passkeys::begin)
        .post(links::ADD_PASSKEY, passkeys::add)
        .post(links::RENAME_PASSKEY, passkeys::rename)
        .post(links::REMOVE_PASSKEY, passkeys::remove)
        .post(links::DELETE_ACCOUNT, deletion::submit)
}
