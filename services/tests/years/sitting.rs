//! What offices do at their meetings: each act by its name, allowed or not.

use super::{acts::Done, life::Life, offices::Hall};
use domain::{
    ids::DelegateId,
    musrenbang::MeetingNotes,
    priority::{CriterionSource, Points},
    proposal::Status,
    refusal::Refusal,
};
use rand::{Rng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    commands::musrenbang::{
        NewDelegate, RankMove, accept_suggestion, add_delegate, close_musrenbang, decide, hand_over_minutes, merge_proposals, move_rank,
        open_musrenbang, promote_reserve, propose_ranking, recommend, reject_proposal, reopen_musrenbang, reroute_proposal,
        return_proposal, score_proposals, sign_minutes, undo_merge, verify_proposal, write_notes,
    },
    store::{
        cycles,
        musrenbangs::{self, Item},
    },
};
use testing::typed::{handing_over, note, recommendation, ruling, signing, words};
use testing::{
    DISHUB, PUPR,
    world::{opening, reason},
};

impl Life {
    /// One act of an office at its meeting.
    pub async fn sit(&self, rng: &mut StdRng, name: &str) -> Done {
        let services = &self.city.services;
        let mut hall = self.halls.choose(rng).unwrap();
        let mut items = self.items(hall).await;
        // Most happens where something has come.
        if items.is_empty() {
            hall = self.halls.choose(rng).unwrap();
            items = self.items(hall).await;
        }
        let (actor, id) = (&hall.actor, hall.meeting);
        match name {
            "open" => {
                return open_musrenbang(services, actor, id, &opening(), rng.random_bool(0.8)).await;
            }
            "order" => return propose_ranking(services, actor, id).await.map(drop),
            "accept" => return accept_suggestion(services, actor, id, Some(&words("Pagu sudah terpakai."))).await.map(drop),
            "reopen" => return reopen_musrenbang(services, actor, id, &reason("DATA_KURANG")).await,
            "close" => {
                self.delegate(hall).await?;
                return close_musrenbang(services, actor, id, None).await.map(drop);
            }
            "sign" => {
                let signing = signing("Pimpinan musyawarah", self.city.today(), 0);
                return sign_minutes(services, actor, id, &signing).await;
            }
            "hand over" => {
                let handing = handing_over("Petugas di atas", self.city.today());
                return hand_over_minutes(services, actor, id, &handing).await;
            }
            "notes" => {
                let notes = MeetingNotes { ceiling: Some(note("Bencana banjir.")), ..MeetingNotes::default() };
                return write_notes(services, actor, id, &notes, None).await;
            }
            "score" => return self.score(rng, hall, &items).await,
            _ => {}
        }
        let Some(item) = items.choose(rng) else { return Err(Refusal::NotFound.into()) };
        let proposal = item.proposal;
        match name {
            "verify" => verify_proposal(services, actor, id, proposal).await,
            "return" => {
                let until = self.city.today() + chrono::Days::new(7);
                return_proposal(services, actor, id, proposal, &reason("LOKASI_SALAH"), until).await
            }
            "reject" => reject_proposal(services, actor, id, proposal, &reason("SUDAH_TEREALISASI")).await,
            "decide" => {
                let decision = *["agreed", "agreed", "reserve", "deferred", "rejected"].choose(rng).unwrap();
                let form = ruling(decision, Some(reason("PAGU")));
                decide(services, actor, id, proposal, &form).await
            }
            "move" => {
                let Some(from) = item.rank else { return Err(Refusal::NotFound.into()) };
                let (id_of_move, to) = (services.clock.new_id(), rng.random_range(1..6));
                let step = RankMove { id: id_of_move, proposal, from, to, seen: None, reason: words("keselamatan anak") };
                move_rank(services, actor, id, &step).await
            }
            "merge" => {
                let into = items.choose(rng).unwrap().number.clone();
                merge_proposals(services, actor, id, proposal, &into, &reason("GANDA")).await
            }
            "part" => {
                let merged = items.iter().find(|item| item.status == Status::Merged).map_or(proposal, |item| item.proposal);
                undo_merge(services, actor, id, merged, &reason("DATA_KURANG")).await
            }
            "promote" => {
                let reserve = items.iter().find(|item| item.status == Status::Reserve).map_or(proposal, |item| item.proposal);
                promote_reserve(services, actor, id, reserve, &reason("LAINNYA")).await
            }
            "recommend" => {
                let cost = (rng.random_range(1..40) * 1_000_000).to_string();
                let form = recommendation("Disesuaikan.", "", &cost);
                recommend(services, actor, id, proposal, &form).await
            }
            "pass on" => {
                let agency = [PUPR, DISHUB].choose(rng).unwrap().code;
                reroute_proposal(services, actor, id, proposal, agency, &reason("OPD_KELIRU")).await
            }
            other => panic!("{other}"),
        }
    }

    async fn score(&self, rng: &mut StdRng, hall: &Hall, items: &[Item]) -> Done {
        let services = &self.city.services;
        let cycle = self.world().loaded(hall.meeting).await.cycle;
        let criteria = cycles::criteria(&mut self.city.read().await, cycle).await.unwrap();
        let assessed = criteria.all().iter().filter(|criterion| criterion.source == CriterionSource::Assessors);
        let given: Vec<_> = assessed
            .flat_map(|criterion| items.iter().filter(|item| item.stands_here).map(|item| (item.proposal, criterion.id)))
            .map(|(proposal, criterion)| (proposal, criterion, Points::new(rng.random_range(1..=5)).unwrap()))
            .collect();
        score_proposals(services, &hall.actor, hall.meeting, &given, None).await.map(drop)
    }

    /// Sends one woman to the next meeting, where nobody is sent yet.
    pub async fn delegate(&self, hall: &Hall) -> Done {
        let named = musrenbangs::delegates(&mut self.city.read().await, hall.meeting).await.unwrap();
        if !named.is_empty() {
            return Ok(());
        }
        let id = DelegateId(self.city.services.clock.new_id());
        let form = NewDelegate { id, name: words("Delegasi Contoh"), is_woman: true, body: words("RT 01"), contact: words("") };
        add_delegate(&self.city.services, &hall.actor, hall.meeting, &form).await
    }

    pub async fn items(&self, hall: &Hall) -> Vec<Item> {
        musrenbangs::items(&mut self.city.read().await, hall.meeting).await.unwrap()
    }
}
