//! The language of the page being rendered, and the macro that finds a text in it.

use leptos::prelude::use_context;

/// A language of the screen; the reader chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Indonesian,
    English,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Indonesian, Self::English].into_iter().find(|lang| lang.code() == code)
    }
}

/// The language of the page being rendered.
pub fn lang() -> Lang {
    use_context().unwrap_or_default()
}

/// The text of a key in the language of the page: `t!("plans.title")`, `t!("list.count", count = 12)`.
macro_rules! t {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        rust_i18n::t!($key, locale = $crate::lang::lang().code() $(, $name = $value)*).to_string()
    };
}
