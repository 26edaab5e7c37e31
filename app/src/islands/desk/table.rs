//! The rows of the order as the page has drawn them: read, put in another order, and told what the money reaches.

use super::{
    page::{all, around, filled, one, part, read, show, tell, write},
    walk::{Line, Reached, cuts, kind, rupiah, walk},
};
use web_sys::{Element, HtmlElement, Node};

/// The form of a move, with the words that the table is told.
pub const DOCK: &str = ".dock";

/// The order, with the mark by which a move tells what it was made on.
pub const TABLE: &str = "[data-seen]";

/// One row.
pub struct Row {
    pub element: HtmlElement,
    pub proposal: String,
}

impl Row {
    fn of(element: HtmlElement) -> Self {
        Self { proposal: read(&element, "data-proposal"), element }
    }

    fn line(&self) -> Line {
        Line {
            cost: read(&self.element, "data-cost").parse().unwrap_or(0),
            physical: read(&self.element, "data-kind") == "0",
            said: match read(&self.element, "data-said").as_str() {
                "agree" => Some(true),
                "reserve" => Some(false),
                _ => None,
            },
        }
    }
}

/// All rows from the top.
pub fn rows() -> Vec<Row> {
    all("tr[data-proposal]").into_iter().map(Row::of).collect()
}

pub fn row(proposal: &str) -> Option<HtmlElement> {
    one(&["tr[data-proposal=\"", proposal, "\"]"].concat())
}

/// The row that holds an element.
pub fn row_of(element: &Element) -> Option<Row> {
    around(element, "tr[data-proposal]").map(Row::of)
}

pub fn ids() -> Vec<String> {
    rows().into_iter().map(|row| row.proposal).collect()
}

/// Puts the rows into an order, around the one that has the focus or the finger: an element that is taken out of the
/// page loses both.
pub fn arrange(order: &[String], held: &str) {
    if ids() != order
        && let Some(anchor) = row(held)
        && let Some(parent) = anchor.parent_node()
    {
        let mut before: Option<&Node> = Some(&anchor);
        for id in order {
            if id == held {
                before = None;
            } else if let Some(moved) = row(id) {
                let _ = parent.insert_before(&moved, before);
            }
        }
    }
    say_money();
}

/// In the hall the number is a link, and named with what it points at: `3: sorot Titian kayu`.
fn say_rank(row: &Element, place: &str) {
    let Some(rank) = part(row, ".rank") else { return };
    if let Some((_, words)) = read(&rank, "aria-label").split_once(':') {
        write(&rank, "aria-label", &[place, ":", words].concat());
    }
    tell(Some(rank), place);
}

/// Places, running sums, suggestions and the lines where the money ends.
fn say_money() {
    let Some(dock) = one(DOCK) else { return };
    let rows = rows();
    let lines: Vec<Line> = rows.iter().map(Row::line).collect();
    let both = |name: &str| [0, 1].map(|kind: usize| read(&dock, &[name, &kind.to_string()].concat()));
    let (kinds, suggested, sums, ends, ceilings) =
        (both("data-kind"), both("data-suggest"), both("data-sum"), both("data-cut"), both("data-ceiling"));
    let ceiling = match [0, 1].map(|kind: usize| ceilings[kind].parse::<i64>()) {
        [Ok(physical), Ok(other)] => Some([physical, other]),
        _ => None,
    };
    let reached = walk(&lines, ceiling);
    for (index, (row, Reached { sum, fits })) in rows.iter().zip(&reached).enumerate() {
        let element = &row.element;
        say_rank(element, &(index + 1).to_string());
        let kind = kind(lines[index].physical);
        let running = if *fits { [&rupiah(*sum), " (", &kinds[kind], ")"].concat() } else { "–".to_owned() };
        tell(part(element, "[data-running]"), &running);
        tell(part(element, "[data-suggested]"), &suggested[usize::from(!fits)]);
        let _ = element.class_list().toggle_with_force("under", !fits);
        show(part(element, "[data-step=\"-1\"]"), index > 0);
        show(part(element, "[data-step=\"1\"]"), index + 1 < rows.len());
    }
    let at = cuts(&lines, &reached);
    let said = [0, 1].map(|of: usize| {
        let sum = lines
            .iter()
            .zip(&reached)
            .filter(|(line, reached)| kind(line.physical) == of && reached.fits)
            .map(|(_, reached)| reached.sum)
            .max();
        let limit = ceiling.map(|ceiling| rupiah(ceiling[of])).unwrap_or_default();
        let above = at[of].filter(|_| ceiling.is_some());
        let cut = one(if of == 0 { "tr[data-cut=\"0\"]" } else { "tr[data-cut=\"1\"]" });
        show(cut.clone(), above.is_some());
        if let (Some(index), Some(cut)) = (above, cut) {
            tell(part(&cut, "td"), &filled(&ends[of], &rupiah(reached[index].sum), &limit));
            let row: &Element = &rows[index].element;
            if let Some(parent) = row.parent_node() {
                let _ = parent.insert_before(&cut, Some(row));
            }
        }
        filled(&sums[of], &rupiah(sum.unwrap_or(0)), &limit)
    });
    tell(part(&dock, "[data-sums]"), &said.join(" · "));
}
