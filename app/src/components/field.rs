//! Labelled fields that keep what was typed and show what is wrong with it.

use crate::{
    context::page_context,
    format,
    forms::{FormState, shown_name},
};
use leptos::prelude::*;
use std::borrow::Cow;

/// Hint and error of a field, with the ids that the field's `aria-describedby` names.
fn described_by(name: &str, hint: Option<&String>, problem: Option<&String>) -> Option<String> {
    let ids: Vec<String> = [hint.map(|_| format!("{name}-hint")), problem.map(|_| format!("{name}-error"))].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[component]
fn Frame(name: String, label: String, hint: Option<String>, problem: Option<String>, children: Children) -> impl IntoView {
    let wrong = problem.is_some();
    view! {
        <div class="field" class:field--error=wrong>
            <label for=name.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {problem.map(|words| view! { <p class="error-text" id=format!("{name}-error")>{words}</p> })}
            {children()}
        </div>
    }
}

/// Goes with a field that others may change at the same time: what it held when the page was shown.
#[component]
pub fn Shown(#[prop(into)] name: Cow<'static, str>, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=shown_name(&name) value=FormState::shown(&name, &value)/> }
}

/// One line of text. `kind` is the HTML type; passwords are never put back. `problem` as with `SelectField`.
#[component]
pub fn TextField(
    #[prop(into)] name: Cow<'static, str>,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional_no_strip)] problem: Option<String>,
) -> impl IntoView {
    FormState::note_words();
    let problem = problem.or_else(|| FormState::problem(&name));
    let describedby = described_by(&name, hint.as_ref(), problem.as_ref());
    let invalid = problem.is_some().then_some("true");
    let value = if kind == "password" { String::new() } else { FormState::value(&name, &value) };
    view! {
        <Frame name=name.to_string() label hint problem>
            <input id=name.to_string() name=name.to_string() type=kind value=value autocomplete=autocomplete inputmode=inputmode
                aria-describedby=describedby aria-invalid=invalid aria-required=required.then_some("true")/>
        </Frame>
    }
}

/// How many letters fit; a script counts what is left while one types.
#[component]
pub fn Limit(#[prop(into)] of: String, most: u32) -> impl IntoView {
    page_context().count_letters();
    view! {
        <p class="counter" id=format!("{of}-sisa") data-untuk=of data-paling=most.to_string() data-sisa=t!("field.left") data-lebih=t!("field.over")>
            {t!("field.most", most = format::count(most.into()))}
        </p>
    }
}

/// Several lines of text, of at most so many letters.
#[component]
pub fn TextArea(
    #[prop(into)] name: Cow<'static, str>,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(default = 5)] rows: u8,
    #[prop(optional)] most: Option<u32>,
) -> impl IntoView {
    FormState::note_words();
    let problem = FormState::problem(&name);
    let limit = most.map(|_| format!("{name}-sisa"));
    let describedby: Vec<String> = described_by(&name, hint.as_ref(), problem.as_ref()).into_iter().chain(limit).collect();
    let describedby = (!describedby.is_empty()).then(|| describedby.join(" "));
    let invalid = problem.is_some().then_some("true");
    view! {
        <Frame name=name.to_string() label hint problem>
            <textarea id=name.to_string() name=name.to_string() rows=rows.to_string() aria-describedby=describedby aria-invalid=invalid>
                {within_text_area(&FormState::value(&name, &value))}
            </textarea>
            {most.map(|most| view! { <Limit of=name.to_string() most/> })}
        </Frame>
    }
}

/// A text as the child of `<textarea>`, which the renderer writes as it is given: markup is made text here. HTML
/// parsers take one line break from the beginning.
pub fn within_text_area(text: &str) -> String {
    format!("\n{}", html_escape::encode_text(text))
}

/// One of the options of a list.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// Options with the same group stand together under its name.
    pub group: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), group: None }
    }

    #[must_use]
    pub fn grouped(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

/// A list to choose one from; `empty` is the first, empty option. `problem` says what is wrong with a value that came
/// with the address; posted forms bring their own.
#[component]
pub fn SelectField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] empty: Option<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
    choices: Vec<Choice>,
) -> impl IntoView {
    let problem = problem.or_else(|| FormState::problem(name));
    let describedby = described_by(name, hint.as_ref(), problem.as_ref());
    let invalid = problem.is_some().then_some("true");
    let value = FormState::value(name, &value);
    let option = |choice: Choice| {
        let selected = choice.value == value;
        view! { <option value=choice.value.clone() selected=selected>{choice.label}</option> }
    };
    let mut groups: Vec<(Option<String>, Vec<Choice>)> = Vec::new();
    for choice in choices {
        match groups.last_mut() {
            Some((group, members)) if *group == choice.group => members.push(choice),
            _ => groups.push((choice.group.clone(), vec![choice])),
        }
    }
    let options = groups
        .into_iter()
        .map(|(group, members)| {
            let members = members.into_iter().map(option).collect_view();
            match group {
                Some(group) => view! { <optgroup label=group>{members}</optgroup> }.into_any(),
                None => members.into_any(),
            }
        })
        .collect_view();
    view! {
        <Frame name=name.to_owned() label hint problem>
            <select id=name name=name aria-describedby=describedby aria-invalid=invalid>
                {empty.map(|words| view! { <option value="">{words}</option> })}
                {options}
            </select>
        </Frame>
    }
}

/// Large radio buttons.
#[component]
pub fn Choices(
    name: &'static str,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: String,
    choices: Vec<Choice>,
) -> impl IntoView {
    let problem = FormState::problem(name);
    let describedby = described_by(name, hint.as_ref(), problem.as_ref());
    let wrong = problem.is_some();
    view! {
        <fieldset class="choices" class:field--error=wrong id=name aria-describedby=describedby>
            <legend>{legend}</legend>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {problem.map(|words| view! { <p class="error-text" id=format!("{name}-error")>{words}</p> })}
            {choices
                .into_iter()
                .map(|choice| {
                    let chosen = FormState::is_chosen(name, &choice.value, choice.value == value);
                    view! { <label><input type="radio" name=name value=choice.value.clone() checked=chosen/><span>{choice.label}</span></label> }
                })
                .collect_view()}
        </fieldset>
    }
}

/// A tick box with its words.
#[component]
pub fn TickBox(name: &'static str, #[prop(into)] label: String, #[prop(optional)] ticked: bool) -> impl IntoView {
    let ticked = FormState::is_chosen(name, "ya", ticked);
    view! { <label class="tick"><input type="checkbox" id=name name=name value="ya" checked=ticked/><span>{label}</span></label> }
}
