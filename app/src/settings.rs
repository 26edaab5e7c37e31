//! Settings of the city in words, for the page and for the command line: what each is called and means, what its value
//! is called, and what somebody has typed for it.

use crate::{
    format,
    text::{refusal, t_code},
};
use domain::{
    city::{Chosen, City, Setting, Shape},
    number,
    priority::{Weighed, Weight},
    refusal::Refusal,
};
use services::Problem;

pub fn label(setting: Setting) -> String {
    t_code("setting", setting.code())
}

/// What it means and what may be typed.
pub fn help(setting: Setting) -> String {
    let help = t_code("setting_help", setting.code());
    match setting.shape() {
        Shape::Number(range) => format!(
            "{help} {}",
            t!("settings.range", least = format::count((*range.start()).into()), most = format::count((*range.end()).into()))
        ),
        Shape::Line { most, .. } | Shape::Words { most } => format!("{help} {}", t!("settings.longest", most = most)),
        Shape::Choice(_) | Shape::Colour | Shape::Picture => help,
    }
}

/// A value as people read it.
pub fn shown(setting: Setting, value: &str) -> String {
    match setting {
        _ if value.is_empty() => t!("settings.nothing"),
        Setting::Kind => t_code("city_kind", value),
        // A digest tells nobody anything but that it is another one.
        Setting::Emblem => value.chars().take(8).collect(),
        _ => value.to_owned(),
    }
}

/// What holds where nothing is set; none where nothing does.
pub fn default(city: &City, setting: Setting) -> Option<String> {
    let default = city.default_of(setting);
    // The sentence ends with a dot of its own.
    (!default.is_empty()).then(|| t!("settings.default", value = shown(setting, default).trim_end_matches('.')))
}

/// Every setting, a line each, for the command line.
pub fn lines(city: &City) -> Vec<String> {
    Setting::ALL.into_iter().map(|setting| line(city, setting)).collect()
}

/// `verify_days = 7`: as it can be typed again.
pub fn line(city: &City, setting: Setting) -> String {
    let mark = if city.own(setting).is_some() { String::new() } else { format!("  ({})", t!("settings.as_default")) };
    format!("{} = {}{mark}", setting.code(), city.value(setting))
}

/// What was typed at the command line, or what is wrong with it.
pub fn typed(key: &str, value: &str) -> Result<Chosen, String> {
    let Some(setting) = Setting::from_code(key) else {
        let known = Setting::ALL.map(Setting::code).join(", ");
        return Err(t!("settings.unknown", key = key, known = known));
    };
    let allowed = match setting.shape() {
        Shape::Choice(codes) => format!(" ({})", codes.join(", ")),
        _ => String::new(),
    };
    setting.chosen(value).map_err(|wrong| format!("{key}: {}{allowed}", refusal(&wrong)))
}

/// The code under which the weights of a year are known at the command line.
pub const WEIGHTS: &str = "weights";

/// `weights = urgency=30 impact=15`, of one year.
pub fn line_of_weights(plan_year: u16, weights: &[Weighed]) -> String {
    let each = weights.iter().map(|weighed| format!("{}={}", weighed.code, weighed.weight.percent()));
    format!("{WEIGHTS} {plan_year} = {}", each.collect::<Vec<_>>().join(" "))
}

/// Weights as they were typed, over those that are there; what their values mean stays.
pub fn typed_weights(typed: &str, known: &[Weighed]) -> Result<Vec<Weighed>, String> {
    let mut weights = known.to_vec();
    for pair in typed.split_whitespace() {
        let (code, percent) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(weighed) = weights.iter_mut().find(|weighed| weighed.code == code) else {
            let known = known.iter().map(|weighed| weighed.code.as_str()).collect::<Vec<_>>().join(", ");
            return Err(t!("settings.unknown", key = code, known = known));
        };
        let weight = number::whole(percent).and_then(Weight::from_percent);
        weighed.weight = weight.map_err(|wrong| format!("{code}: {}", refusal(&wrong)))?;
    }
    Ok(weights)
}

/// What is wrong with a reason at the command line.
pub fn reason_refused(wrong: &Refusal) -> String {
    format!("--reason: {}", refusal(wrong))
}

pub fn problems(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{}: {}", problem.field, refusal(&problem.refusal))).collect::<Vec<_>>().join(" ")
}
