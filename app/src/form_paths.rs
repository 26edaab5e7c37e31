//! Where the forms of this site are sent to: what was typed into one is given back only when it could be sent again.

/// The routes that take a form.
#[derive(Clone, Debug)]
pub struct FormPaths(Vec<String>);

impl FormPaths {
    pub fn new(routes: impl IntoIterator<Item = String>) -> Self {
        Self(routes.into_iter().collect())
    }

    /// Whether a form of ours is sent to this path.
    pub fn have(&self, path: &str) -> bool {
        self.0.iter().any(|route| fits(route, path))
    }
}

/// Whether a path fits a route: `{…}` stands for one piece of it.
fn fits(route: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (route.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || wanted.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_a_route_piece_by_piece() {
        for (path, expected) in [
            ("/usulan/x/komentar", true),
            ("/usulan/x/komentar/", false),
            ("/usulan//komentar", false),
            ("/usulan/x", false),
            ("/lain/x/komentar", false),
        ] {
            assert_eq!(fits("/usulan/{id}/komentar", path), expected, "{path}");
        }
    }
}
