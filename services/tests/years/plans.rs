//! Plans in such a life: the agency publishes, residents answer, the clock evaluates, the agency extends, follows up,
//! goes on or takes back. And what is said under plans and proposals.

use super::{
    acts::Done,
    life::{Life, News},
};
use domain::{
    comment::{CommentKind, Subject},
    ids::{CommentId, PlanId, ProposalId},
    money::Rupiah,
    permission::{may_comment, may_like, may_moderate, may_take_stance},
    plan::{FollowUpKind, PlanDraft, Stance},
    refusal::Refusal,
};
use rand::{Rng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    commands::{self, Advance, NewAnswer, NewComment},
    jobs,
};
use testing::typed::{note, reason_of, words};
use testing::{LEGOK, TestPerson, plans::content};

const MOST_PLANS: usize = 12;

impl Life {
    pub async fn plan(&self, rng: &mut StdRng, name: &str, person: &TestPerson) -> Done {
        let (services, offices) = (&self.city.services, &self.offices);
        if name == "plan" {
            return self.publish(rng).await;
        }
        if name == "evaluate" {
            return jobs::run_due(services).await.map(drop);
        }
        let Some(&plan) = self.plans.choose(rng) else { return Err(Refusal::NotFound.into()) };
        match name {
            "stance" => {
                let stance = if rng.random_bool(0.7) { Stance::Support } else { Stance::Oppose };
                commands::take_stance(services, &may_take_stance(&person.actor().await, plan)?, stance).await
            }
            "extend" => commands::extend_responses(services, &offices.verifier, plan).await,
            "follow up" => {
                let kind = *FollowUpKind::ALL.choose(rng).unwrap();
                commands::publish_follow_up(services, &offices.verifier, plan, kind, note("Sesuai hasil tanggapan.")).await
            }
            "advance" => {
                let note = note("Seperti lampiran.");
                let (actor, advance) = match rng.random_range(0..3) {
                    0 => (&offices.planner, Advance::EnterRkpd { note, amount: Rupiah::new(9_000_000).unwrap() }),
                    1 => (&offices.verifier, Advance::Start { note }),
                    _ => (&offices.verifier, Advance::Finish { note }),
                };
                commands::advance_plan(services, actor, plan, advance).await
            }
            "take back" => {
                let reason = reason_of("LAINNYA", "Lahan tidak tersedia.");
                commands::withdraw_plan(services, &offices.verifier, plan, reason).await
            }
            other => panic!("{other}"),
        }
    }

    /// For a kelurahan or the whole city; its title is its own, so that it is found by it.
    async fn publish(&self, rng: &mut StdRng) -> Done {
        let services = &self.city.services;
        if self.plans.len() >= MOST_PLANS {
            return Err(Refusal::NotFound.into());
        }
        let regions = if rng.random_bool(0.6) { vec![LEGOK.region()] } else { Vec::new() };
        let id = PlanId(services.clock.new_id());
        let draft = PlanDraft { title: format!("Rencana {id}"), ..content(&self.city, &regions).await };
        commands::create_plan(services, &self.offices.verifier, id, &draft).await?;
        self.tell(News::Plan(id));
        commands::publish_plan(services, &self.offices.verifier, id).await
    }

    pub async fn talk(&self, rng: &mut StdRng, name: &str, (person, proposal): (&TestPerson, ProposalId)) -> Done {
        let services = &self.city.services;
        let plan = self.plans.choose(rng).filter(|_| rng.random_bool(0.5));
        let subject = plan.map_or(Subject::Proposal(proposal), |plan| Subject::Plan(*plan));
        let (id, known) = (CommentId(services.clock.new_id()), self.comments.choose(rng).copied());
        match (name, known) {
            ("comment", _) => {
                let form = NewComment { id, kind: CommentKind::Suggestion, body: words("Lebih cepat.") };
                commands::add_comment(services, &may_comment(&person.actor().await, subject)?, form).await?;
                self.tell(News::Comment(id));
                Ok(())
            }
            ("official answer", answers) => {
                let answers = answers.filter(|_| rng.random_bool(0.5));
                let form = NewAnswer { id, subject, answers, body: words("Akan kami periksa bulan depan.") };
                commands::answer(services, &self.offices.planner, form).await
            }
            (_, None) => Err(Refusal::NotFound.into()),
            ("like", Some(known)) => commands::like_comment(services, &may_like(&person.actor().await, known)?, rng.random_bool(0.7)).await,
            ("hide", Some(known)) => {
                commands::hide_comment(services, &may_moderate(&self.offices.moderator, known)?, &note("Iklan saja.")).await
            }
            ("show", Some(known)) => commands::restore_comment(services, &may_moderate(&self.offices.moderator, known)?).await,
            (other, _) => panic!("{other}"),
        }
    }
}
