//! How this installation is served. What is in it belongs to the services.

use crate::form_paths::FormPaths;

/// How this installation is served.
#[derive(Clone, Debug)]
pub struct Site {
    /// Behind TLS: cookies carry `Secure` and the prefix `__Host-`.
    pub secure: bool,
    /// Shows the ribbon "data contoh".
    pub is_demo: bool,
    /// Changes with every build of styles and scripts, so that browsers may keep them for ever.
    pub version: String,
    /// A proxy of our own stands before us and says in `X-Forwarded-For` who asks.
    pub behind_proxy: bool,
    /// The address under which people know this site, `https://rembuk.kota.go.id`, without a slash at its end.
    pub url: Option<String>,
    pub form_paths: FormPaths,
}

impl Site {
    pub fn session_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk" } else { "rembuk" }
    }

    /// Of the chosen language.
    pub fn language_cookie(&self) -> &'static str {
        if self.secure { "__Host-bahasa" } else { "bahasa" }
    }

    /// By which a browser is known again that somebody has signed in with.
    pub fn browser_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk-peramban" } else { "rembuk-peramban" }
    }

    /// By which the browser is known again whose device was asked for a passkey; it lives for minutes.
    pub fn asked_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk-kunci" } else { "rembuk-kunci" }
    }
}
