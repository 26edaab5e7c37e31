//! What one does about oneself: codes that were made, a second step that was set up.

use super::{Scene, Shown, sent};
use crate::{permissions::seeds::Stage, support::selector};
use chrono::TimeDelta;
use domain::{
    account::ContactKind,
    permission::{MayActAsSelf, may_act_as_self},
};
use services::{
    Visit, commands, jobs,
    queries::second_factor::{SecondStep, second_step},
};
use std::sync::Arc;
use testing::{LEGOK, PASSWORD, TestCity, TestPerson};
use totp_rs::{Builder, Secret};

pub async fn set(stage: &Stage<'_>, path: &str, person: Option<&TestPerson>, scene: &mut Scene) {
    let city = &stage.world.city;
    let is_signed_in = person.is_some();
    let somebody = city.resident_of(&LEGOK.rt(3)).await;
    let person = person.unwrap_or(&somebody);
    let unused = format!("{}@contoh.id", city.services.clock.new_id().simple());
    match path {
        "/daftar" => {
            scene.shown = if is_signed_in { Shown::Nowhere } else { Shown::At(format!("/daftar?kelurahan={}", LEGOK.code)) };
            scene.typing(&[("name", "Warga Baru"), ("contact", &unused), ("password", "perahu biru di danau")]);
        }
        "/masuk/kunci-sandi" | "/masuk/kunci-sandi/jawaban" | "/akun/kunci-sandi" | "/akun/kunci-sandi/baru" => {
            scene.shown = Shown::Nowhere;
        }
        "/akun/kunci-sandi/{id}/hapus" => scene.typing(&[("password", PASSWORD)]),
        "/masuk/lupa" => scene.typing(&[("contact", &unused)]),
        "/masuk" => {
            if is_signed_in {
                scene.shown = Shown::Nowhere;
            }
            scene.typing(&[("contact", &person.contact), ("password", PASSWORD)]);
        }
        "/keluar" | "/keluar/semua" => scene.shown = if is_signed_in { Shown::At("/akun".into()) } else { Shown::Nowhere },
        "/masuk/kode" => {
            let made = commands::make_code_without_permit(&city.services, person.id).await.unwrap();
            let code = made.code.to_string();
            scene.typing(&[("contact", &person.contact), ("code", &code), ("new_password", "perahu biru di danau")]);
        }
        "/masuk/langkah-kedua" => {
            let key = set_up(city, person).await;
            scene.shown = Shown::After("/masuk".into(), sent(&[("contact", &person.contact), ("password", PASSWORD)]));
            scene.typing(&[("code", &shown(city, &key))]);
        }
        "/akun/kontak" => scene.typing(&[("contact", &unused), ("password", PASSWORD)]),
        "/akun/kontak/pastikan" => scene.typing(&[("kind", "email")]),
        "/akun/kontak/kode" => {
            commands::ask_proof(&city.services, &permit(person).await, ContactKind::Email).await.unwrap();
            jobs::send_letters(&city.services, |kind, code| app::mail::words(&Arc::default(), kind, code)).await.unwrap();
            scene.typing(&[("code", &stage.mail.received().pop().unwrap().code())]);
        }
        "/akun/sesi/{name}/akhiri" => {
            person.session().await;
            let page = stage.site.signed_in(person).await.get("/akun").await;
            let end = page.html.select(&selector("form[action$='/akhiri']")).next().and_then(|form| form.attr("action"));
            scene.address = end.unwrap().into();
        }
        "/akun/domisili" => {
            scene.shown = Shown::At(format!("/akun/domisili?kelurahan={}", LEGOK.code));
            scene.typing(&[("home", LEGOK.rt(2).as_str())]);
        }
        "/akun/dua-langkah" => scene.typing(&[("code", &shown(city, &begin(city, person).await))]),
        "/akun/dua-langkah/kode" => {
            set_up(city, person).await;
        }
        "/akun/dua-langkah/lepas" => {
            let key = set_up(city, person).await;
            scene.typing(&[("code", &shown(city, &key))]);
        }
        _ => {}
    }
}

async fn permit(person: &TestPerson) -> MayActAsSelf {
    may_act_as_self(&person.actor().await).unwrap()
}

/// The key that an app is told.
async fn begin(city: &TestCity, person: &TestPerson) -> String {
    let permit = permit(person).await;
    commands::begin_second_factor(&city.services, &permit).await.unwrap();
    let SecondStep::Trying { letters, .. } = second_step(&city.services, &permit).await.unwrap() else { panic!("it is set up already") };
    letters
}

/// The same when it is in force, a minute later.
pub async fn set_up(city: &TestCity, person: &TestPerson) -> String {
    let (key, permit) = (begin(city, person).await, permit(person).await);
    let code = shown(city, &key);
    commands::enrol_second_factor(&city.services, &permit, PASSWORD.into(), &code, &Visit::default()).await.unwrap();
    city.pass(TimeDelta::minutes(1));
    key
}

/// What the app shows at this moment.
fn shown(city: &TestCity, key: &str) -> String {
    let secret = Secret::try_from_base32(key.replace(' ', "")).unwrap();
    let seconds = u64::try_from(city.now().timestamp()).unwrap();
    Builder::new().with_secret(secret).build().unwrap().generate(seconds).to_string()
}
