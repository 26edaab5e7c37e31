//! Mends the HTML that the renderer leaves for a browser that will hydrate all of it, which ours does only in islands:
//! markers between text nodes go (in islands they become proper comments), scripts after the end move into the body,
//! and the preloading of the module goes: the policy forbids it to browsers without JavaScript, and its attributes are
//! invalid.

const MARKER: &str = "<!>";
const ISLAND: &str = "<leptos-island";
const ISLAND_END: &str = "</leptos-island>";

/// A whole page as the HTML standard wants it.
pub fn tidy(page: &str) -> String {
    let (document, scripts) = page.split_once("</html>").unwrap_or((page, ""));
    let mut rest = document;
    let mut tidied = String::with_capacity(page.len());
    let mut has_islands = false;
    while let Some(start) = rest.find(ISLAND) {
        let end = rest[start..].find(ISLAND_END).map_or(rest.len(), |end| start + end + ISLAND_END.len());
        tidied.push_str(&rest[..start].replace(MARKER, ""));
        tidied.push_str(&rest[start..end].replace(MARKER, "<!---->"));
        rest = &rest[end..];
        has_islands = true;
    }
    tidied.push_str(&rest.replace(MARKER, ""));
    for preload in ["<link rel=\"modulepreload\"", "<link rel=\"preload\""] {
        if let Some(start) = tidied.find(preload)
            && let Some(length) = tidied[start..].find('>')
        {
            tidied.replace_range(start..=start + length, "");
        }
    }
    if has_islands && let Some(end) = tidied.rfind("</body>") {
        tidied.insert_str(end, scripts);
    }
    tidied.push_str("</html>");
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_without_islands_carry_no_scripts() {
        assert_eq!(tidy("<html><body>a<!>b</body></html><script>x</script>"), "<html><body>ab</body></html>");
    }

    #[test]
    fn nothing_is_preloaded() {
        let page = "<html><body>a<link rel=\"modulepreload\" crossorigin=\"x\"><link rel=\"preload\" as=\"fetch\">b</body></html>";
        assert_eq!(tidy(page), "<html><body>ab</body></html>");
    }

    #[test]
    fn islands_keep_their_markers_and_their_scripts() {
        let page = "<html><body>a<!>b<leptos-island>c<!>d</leptos-island>e<!>f</body></html><script>x</script>";
        assert_eq!(tidy(page), "<html><body>ab<leptos-island>c<!---->d</leptos-island>ef<script>x</script></body></html>");
    }
}
