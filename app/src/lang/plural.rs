//! Which form of a word stands beside a number: `proposal` beside 1, `proposals` beside 0, 2 and 1,0. The rules are those
//! of the language (CLDR, by ICU); the forms stand in the text: `%{count} %{count:one=proposal|other=proposals}`.

use super::language::Lang;
use fixed_decimal::Decimal;
use icu_locale_core::locale;
use icu_plurals::{PluralCategory, PluralRules};

/// The form of these that the language wants beside a number, as it is written on the page.
pub fn form<'a>(lang: Lang, number: &str, forms: &'a str) -> &'a str {
    let wanted = name(category(lang, number));
    let named = |name: &str| forms.split('|').filter_map(|form| form.split_once('=')).find_map(|(of, form)| (of == name).then_some(form));
    named(wanted).or_else(|| named("other")).unwrap_or_default()
}

fn category(lang: Lang, number: &str) -> PluralCategory {
    let locale = match lang {
        Lang::Indonesian => locale!("id"),
        Lang::English => locale!("en"),
    };
    // Numbers are written the Indonesian way in both languages: 1.250,5.
    let number = number.replace('.', "").replace(',', ".").parse::<Decimal>();
    match (PluralRules::try_new_cardinal(locale.into()), number) {
        (Ok(rules), Ok(number)) => rules.category_for(&number),
        _ => PluralCategory::Other,
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_follows_its_number_as_the_language_wants_it() {
        let forms = "one=proposal|other=proposals";
        for (number, english) in [("0", "proposals"), ("1", "proposal"), ("2", "proposals"), ("1.001", "proposals"), ("1,0", "proposals")] {
            assert_eq!(form(Lang::English, number, forms), english, "{number}");
            assert_eq!(form(Lang::Indonesian, number, "other=usulan"), "usulan", "{number}");
        }
        assert_eq!(form(Lang::English, "no number", forms), "proposals");
    }
}
