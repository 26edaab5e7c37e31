//! One value of the score table that may be chosen, with what the page says beside it.

use super::page::{all, around, look_again, part, parts, read, tell, write};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement};

#[derive(Clone)]
pub struct Cell {
    pub holder: HtmlElement,
    pub field: HtmlSelectElement,
}

const CELL: &str = "[data-cell]";

impl Cell {
    pub fn of(event: &Event) -> Option<Self> {
        let field = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
        Some(Self { holder: around(&field, CELL)?, field })
    }

    pub fn all() -> Vec<Self> {
        found(all(CELL))
    }

    fn row(&self) -> Option<HtmlElement> {
        around(&self.holder, "tr")
    }

    /// Left or right of it; or in the same column of the next row, or of the one before, that has cells.
    pub fn beside(&self, right: i32, down: i32) -> Option<Self> {
        let mut row = self.row()?;
        let mut cells = found(parts(&row, CELL));
        let column = i32::try_from(cells.iter().position(|cell| cell.field == self.field)?).ok()? + right;
        if down != 0 {
            loop {
                row = if down > 0 { row.next_element_sibling() } else { row.previous_element_sibling() }?.dyn_into().ok()?;
                cells = found(parts(&row, CELL));
                if !cells.is_empty() {
                    break;
                }
            }
        }
        cells.get(usize::try_from(column).ok()?).cloned()
    }

    pub fn chosen(&self) -> String {
        self.field.value()
    }

    fn companion(&self) -> Option<HtmlInputElement> {
        part(&self.holder, "input")?.dyn_into().ok()
    }

    /// What is stored, as far as this page knows.
    pub fn stored(&self) -> String {
        self.companion().map(|companion| companion.value()).unwrap_or_default()
    }

    pub fn choose(&self, points: &str) {
        self.field.set_value(points);
        self.total();
    }

    /// This is stored now: the form says so as well, and what keeps typed words has nothing to keep.
    pub fn keep(&self, points: &str) {
        if let Some(companion) = self.companion() {
            companion.set_value(points);
        }
        let chosen = self.chosen();
        for option in parts(&self.field, "option") {
            if let Ok(option) = option.dyn_into::<HtmlOptionElement>() {
                option.set_default_selected(option.value() == points);
            }
        }
        self.field.set_value(&chosen);
        look_again(&self.field);
    }

    pub fn words(&self, selector: &str, words: &str) {
        tell(part(&self.holder, selector), words);
    }

    pub fn is(&self, state: &str) -> bool {
        read(&self.holder, "data-is") == state
    }

    pub fn state(&self, state: &str, words: &str) {
        write(&self.holder, "data-is", state);
        write(&self.field, "aria-invalid", if matches!(state, "unsaved" | "refused") { "true" } else { "false" });
        self.words("[data-state]", words);
    }

    /// What the chosen value adds, in hundredths.
    fn adds(&self) -> u32 {
        let index = self.chosen().parse().unwrap_or(0_usize);
        read(&self.holder, "data-cell").split(' ').nth(index).and_then(|adds| adds.parse().ok()).unwrap_or(0)
    }

    /// The sum of its row.
    pub fn total(&self) {
        let Some(row) = self.row() else { return };
        let sum: u32 = found(parts(&row, CELL)).iter().map(Self::adds).sum();
        let nought = if sum % 100 < 10 { "0" } else { "" };
        tell(part(&row, "[data-total]"), &[&(sum / 100).to_string(), ",", nought, &(sum % 100).to_string()].concat());
    }

    /// All of the table, as without this script.
    pub fn form(&self) -> Option<HtmlElement> {
        around(&self.field, "form")
    }
}

fn found(holders: Vec<HtmlElement>) -> Vec<Cell> {
    let one = |holder: HtmlElement| Some(Cell { field: part(&holder, "select")?.dyn_into().ok()?, holder });
    holders.into_iter().filter_map(one).collect()
}
