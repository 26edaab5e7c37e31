//! What several commands need of a proposal while it is written: opening it for its author, and reading typed text
//! into its fields. Drafts alone take text: what is half finished, too long or unreadable is kept or pointed out field
//! by field, so that nothing of a long form is lost. All other commands take values.

use super::Outcome;
use crate::{
    Failure, Problem,
    drafting::may_write,
    store::{
        Tx, city,
        proposals::{self, Proposal},
        regions,
    },
    typed::SHOWN,
};
use domain::{
    account::Actor,
    catalogue::{Field, LandStatus, TargetGroup},
    city::Setting,
    clock::Day,
    ids::ProposalId,
    money::{Rupiah, Volume},
    number,
    permission::Acting,
    pin::Pin,
    proposal::{Draft, DraftField, TypeChoice},
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    text,
};

/// Locks what this person may write in: a draft of theirs, or what was returned to them.
pub(super) async fn open(tx: &mut Tx, actor: &Actor, id: ProposalId) -> Outcome<Proposal> {
    let proposal = proposals::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
    may_write(tx, actor, &proposal).await?;
    let status = proposal.position.status;
    if status.is_written() { Ok(proposal) } else { Err(Refusal::StatusForbids { status }.into()) }
}

/// Whether this person may have one more: nobody fills the disk with drafts. `id` is that of its form: one that is
/// there already is no other.
pub(super) async fn check_count(tx: &mut Tx, acting: &Acting, id: Option<ProposalId>) -> Outcome<()> {
    let most = match acting.role {
        Some(_) => Draft::MOST_OF_AN_OFFICE,
        None => city::find(tx).await?.number(Setting::MostDrafts),
    };
    let is_full = proposals::count_drafts(tx, acting.account).await? >= i64::from(most);
    let is_known = match id {
        Some(id) => proposals::find(tx, id).await?.is_some(),
        None => false,
    };
    if is_full && !is_known { Err(Refusal::TooManyDrafts { most }.into()) } else { Ok(()) }
}

/// Fields of the form as typed, by the codes of [`DraftField`], and `latitude`, `longitude`, `shows_name`. Only what
/// is named is changed; a repeated name is a choice of several.
#[derive(Clone, Debug, Default)]
pub struct DraftValues(pub Vec<(String, String)>);

/// The field that says from which page a form comes; so long is its name at most.
pub const PAGE: &str = "halaman";
const MOST_OF_A_PAGE: usize = 36;

/// What the form calls a field: a point is two of them.
pub fn field_name(field: DraftField) -> &'static str {
    if field == DraftField::Pin { "latitude" } else { field.code() }
}

/// The value of `proposal_type` for what the catalogue does not have.
pub const OTHER_TYPE: &str = "lainnya";

impl DraftValues {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// Whether the form asks for this field.
    pub(super) fn names(&self, field: DraftField) -> bool {
        // Of buttons of which none is pressed nothing is sent; these stand beside the type.
        let field = if field == DraftField::Physical { DraftField::ProposalType } else { field };
        self.get(field_name(field)).is_some()
    }

    /// Without the fields that hold what they held when the form was shown.
    pub(super) fn changed(&self) -> Self {
        let is_changed = |(name, typed): &&(String, String)| {
            let shown = self.get(&format!("{SHOWN}{name}"));
            shown.is_none_or(|shown| text::clean(shown) != text::clean(typed))
        };
        Self(self.0.iter().filter(is_changed).cloned().collect())
    }

    /// The fields into which another window has written since this form was shown, where this one wants something else.
    /// Of the others it is noted that this form saved them: what it saved itself it may change again.
    pub(super) fn taken(&self, stored: &Draft, wanted: &mut Draft) -> Vec<Problem> {
        let page = self.get(PAGE).unwrap_or_default();
        let mut taken = Vec::new();
        for field in DraftField::ALL {
            let (Some(before), Some(after)) = (stored.words(field), wanted.words(field)) else { continue };
            let name = field_name(field);
            let Some(shown) = self.get(&format!("{SHOWN}{name}")) else { continue };
            let is_own = stored.saved_from.get(name).is_some_and(|from| from == page);
            if !is_own && text::clean(shown) != text::clean(&before) && after != before {
                taken.push(Problem::new(name, Refusal::ChangedTo { value: before }));
            } else if after != before {
                wanted.saved_from.insert(name.to_owned(), page.chars().take(MOST_OF_A_PAGE).collect());
            }
        }
        taken
    }

    /// Writes every readable value into the draft; each that cannot be read is a problem and leaves its field alone.
    pub(super) async fn write(&self, tx: &mut Tx, draft: &mut Draft, today: Day) -> Result<Vec<Problem>, Failure> {
        let mut problems = Vec::new();
        self.write_words(draft, &mut problems);
        self.write_choices(draft, &mut problems);
        self.write_numbers(draft, &mut problems);
        self.write_pin(draft, &mut problems);
        if let Some(code) = self.get("rt") {
            match self.region(tx, code, today).await? {
                Ok(rt) => draft.rt = rt,
                Err(refusal) => problems.push(Problem::new("rt", refusal)),
            }
        }
        Ok(problems)
    }

    /// What is somewhat too long is kept to be shortened later; what is far too long stays on the page it was typed
    /// on.
    fn write_words(&self, draft: &mut Draft, problems: &mut Vec<Problem>) {
        let fields = [
            ("title", Draft::TITLE, &mut draft.title),
            ("problem", Draft::PROBLEM, &mut draft.problem),
            ("wanted_work", Draft::WANTED_WORK, &mut draft.wanted_work),
            ("address", Draft::ADDRESS, &mut draft.address),
            ("unit", Draft::UNIT, &mut draft.unit),
            ("contribution_note", Draft::CONTRIBUTION_NOTE, &mut draft.contribution_note),
        ];
        for (name, (_, most), field) in fields {
            let Some(typed) = self.get(name) else { continue };
            match text::measured(typed, 0, most * Draft::KEPT) {
                Ok(typed) => *field = typed,
                Err(_) => problems.push(Problem::new(name, Refusal::TooLong { most })),
            }
        }
    }

    fn write_choices(&self, draft: &mut Draft, problems: &mut Vec<Problem>) {
        let mut wrong = |field| problems.push(Problem::new(field, Refusal::ChoiceUnknown));
        match self.get("proposal_type") {
            None => {}
            Some("") => draft.choice = None,
            Some(OTHER_TYPE) => draft.choice = Some(TypeChoice::Other),
            Some(id) => match id.parse() {
                Ok(id) => draft.choice = Some(TypeChoice::Listed(id)),
                Err(_) => wrong("proposal_type"),
            },
        }
        if let Some(code) = self.get("field") {
            match (code, Field::from_code(code)) {
                ("", _) => draft.field = None,
                (_, Some(field)) => draft.field = Some(field),
                _ => wrong("field"),
            }
        }
        match self.get("physical") {
            None => {}
            Some("ya") => draft.physical = Some(true),
            Some("tidak") => draft.physical = Some(false),
            Some("") => draft.physical = None,
            Some(_) => wrong("physical"),
        }
        if let Some(code) = self.get("land_status") {
            match (code, LandStatus::from_code(code)) {
                ("", _) => draft.land_status = None,
                (_, Some(status)) => draft.land_status = Some(status),
                _ => wrong("land_status"),
            }
        }
        if self.get("target_groups").is_some() {
            let chosen = self.0.iter().filter(|(name, value)| name == "target_groups" && !value.is_empty());
            draft.target_groups = chosen.filter_map(|(_, code)| TargetGroup::from_code(code)).collect();
        }
        if self.get("shows_name").is_some() {
            draft.shows_name = self.0.iter().any(|(name, value)| name == "shows_name" && value == "ya");
        }
    }

    fn write_numbers(&self, draft: &mut Draft, problems: &mut Vec<Problem>) {
        self.read("volume", Volume::parse, &mut draft.volume, problems);
        self.read("stated_cost", Rupiah::parse, &mut draft.stated_cost, problems);
        self.read("own_contribution", Rupiah::parse, &mut draft.own_contribution, problems);
        self.read("households", number::whole, &mut draft.households, problems);
        self.read("people", number::whole, &mut draft.people, problems);
    }

    fn read<T>(&self, name: &'static str, parse: impl Fn(&str) -> Result<T, Refusal>, field: &mut Option<T>, problems: &mut Vec<Problem>) {
        match self.get(name) {
            None => {}
            Some("") => *field = None,
            Some(typed) => match parse(typed) {
                Ok(value) => *field = Some(value),
                Err(refusal) => problems.push(Problem::new(name, refusal)),
            },
        }
    }

    /// Half a pair is no point.
    fn write_pin(&self, draft: &mut Draft, problems: &mut Vec<Problem>) {
        let (Some(latitude), Some(longitude)) = (self.get("latitude"), self.get("longitude")) else { return };
        if latitude.is_empty() && longitude.is_empty() {
            draft.pin = None;
            return;
        }
        match Pin::parse(latitude, longitude) {
            Ok(pin) => draft.pin = Some(pin),
            Err(refusal) => problems.push(Problem::new("latitude", refusal)),
        }
    }

    async fn region(&self, tx: &mut Tx, code: &str, today: Day) -> Result<Result<Option<RegionCode>, Refusal>, Failure> {
        if code.is_empty() {
            return Ok(Ok(None));
        }
        let Ok(code) = RegionCode::parse(code) else { return Ok(Err(Refusal::RegionCodeUnreadable)) };
        let found = regions::find_by_code(tx, &code, today).await?.filter(|region| region.level == RegionLevel::Rt);
        Ok(found.map(|region| Some(region.code)).ok_or(Refusal::RegionUnknown))
    }
}
