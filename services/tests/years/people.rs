//! What happens to people in such a life: they come, name their homes, are confirmed and denied, hold a role for a
//! time, are shut out and let in again, and leave for good. And what the city sets about itself.

use super::{
    acts::Done,
    life::{Life, News},
};
use domain::{
    account::Role,
    city::Setting,
    permission::{may_act_as_self, may_end_role, may_manage_person},
    refusal::Refusal,
};
use rand::{Rng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    Visit,
    commands::{self, Post, RoleGrant, Wanted},
    store::assignments,
};
use testing::typed::note;
use testing::{LEGOK, PASSWORD, TestPerson};

const MOST_PEOPLE: usize = 14;
const FEWEST_PEOPLE: usize = 6;

impl Life {
    pub async fn live(&self, rng: &mut StdRng, name: &str, person: &TestPerson) -> Done {
        let (services, admin) = (&self.city.services, &self.offices.admin);
        let (_, lurah) = self.offices.lurahs.choose(rng).unwrap();
        let rt = self.rts.choose(rng).unwrap();
        match name {
            "home" => commands::set_home(services, &may_act_as_self(&person.actor().await)?, rt).await,
            "confirm" => commands::confirm_residence(services, lurah, person.id, None).await,
            "deny" => commands::deny_residence(services, lurah, person.id, None).await.map(drop),
            "unconfirm" => commands::withdraw_confirmation(services, lurah, person.id, None, &note("Sudah pindah.")).await.map(drop),
            "come" if self.people.len() < MOST_PEOPLE => {
                self.tell(News::Came(Box::new(self.city.resident_of(rt).await)));
                Ok(())
            }
            "shut" => commands::close_account(services, &may_manage_person(admin, person.id)?, &note("Dipakai orang lain.")).await,
            "let in" => commands::open_account(services, &may_manage_person(admin, person.id)?).await,
            "erase" if self.people.len() > FEWEST_PEOPLE && rng.random_bool(0.5) => {
                let me = may_act_as_self(&person.actor().await)?;
                commands::delete_account(services, &me, PASSWORD.into(), &Visit::default()).await?;
                self.tell(News::Left(person.id));
                Ok(())
            }
            "city" if rng.random_bool(0.5) => {
                let chosen = Setting::MinCount.chosen(["3", "30"].choose(rng).unwrap())?;
                let because = note("Perwal 12/2027");
                commands::change_settings(services, &self.offices.planner, &[Wanted::from(chosen)], &because).await.map(drop)
            }
            "city" => self.appoint(person).await,
            "come" | "erase" => Err(Refusal::NotFound.into()),
            other => panic!("{other}"),
        }
    }

    /// Whoever holds no office heads an RT from now on; whoever does, no longer.
    async fn appoint(&self, person: &TestPerson) -> Done {
        let (services, admin, today) = (&self.city.services, &self.offices.admin, self.city.today());
        let held = assignments::of_account(&mut self.city.read().await, person.id).await.unwrap();
        if let Some(held) = held.iter().find(|held| held.assignment.is_active_on(today)) {
            return commands::end_role(services, &may_end_role(admin, person.id)?, held.id).await;
        }
        let place = Post::of(Role::RtHead, LEGOK.rt(3).as_str())?;
        let grant = RoleGrant { role: Role::RtHead, place, from: today, to: None };
        commands::grant_role(services, &may_manage_person(admin, person.id)?, grant).await.map(drop)
    }
}
