//! Serves the built screens and the gallery from the source tree, under the app's own security policy.

use axum::{
    Router,
    extract::Path as UrlPath,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use std::path::{Path, PathBuf};

/// The shell's configuration: the policy has one place.
const SHELL: &str = include_str!("../../src-tauri/tauri.conf.json");

/// Stands in for the shell within the page.
const HOST: &str = include_str!("../page/host.js");

/// The part of the app's page before which the stand-in is loaded.
const START: &str = r#"<script type="module" src="bootstrap.js">"#;

/// Of the folders in `ui`, those that a page may read, besides `dist/` itself at the root.
const FOLDERS: [&str; 3] = ["gallery", "static", "dist"];

pub(crate) fn routes(ui: PathBuf) -> Router {
    let policy = policy();
    let serve = move |path: Option<UrlPath<String>>| {
        let (ui, policy) = (ui.clone(), policy.clone());
        async move {
            let path = path.map_or_else(|| "index.html".to_owned(), |UrlPath(path)| path);
            answer(&ui, &path, &policy).await
        }
    };
    Router::new()
        .route("/", get(serve.clone()))
        .route("/{*path}", get(serve))
}

/// The security policy of the app's window.
fn policy() -> String {
    let shell: serde_json::Value = serde_json::from_str(SHELL).unwrap_or_default();
    let policy = shell.pointer("/app/security/csp");
    policy
        .and_then(|policy| policy.as_str())
        .unwrap_or("default-src 'none'")
        .to_owned()
}

async fn answer(ui: &Path, path: &str, policy: &str) -> Response {
    let content = match (path, locate(ui, path)) {
        ("host.js", _) => Ok(HOST.into()),
        (_, Some(file)) => tokio::fs::read(file).await,
        (_, None) => return StatusCode::NOT_FOUND.into_response(),
    };
    let Ok(mut content) = content else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if path == "index.html" {
        content = with_the_host(&String::from_utf8_lossy(&content)).into_bytes();
    }
    let headers = [
        (CONTENT_TYPE, kind(path)),
        (CONTENT_SECURITY_POLICY, policy),
        // The next look must see the next build.
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, content).into_response()
}

fn with_the_host(page: &str) -> String {
    let host = r#"<script type="module" src="host.js"></script>"#;
    page.replace(START, &format!("{host}\n    {START}"))
}

/// The file of an address; `None` where the address has anything but plain names.
fn locate(ui: &Path, path: &str) -> Option<PathBuf> {
    let plain = |name: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !name.is_empty() && !name.starts_with('.') && name.chars().all(known)
    };
    if !path.split('/').all(plain) {
        return None;
    }
    let folder = path.split('/').next().unwrap_or_default();
    Some(match FOLDERS.contains(&folder) {
        true => ui.join(path),
        false => ui.join("dist").join(path),
    })
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, file: Option<&str>) {
        assert_eq!(locate(Path::new("ui"), path), file.map(PathBuf::from));
    }

    #[test]
    fn an_address_leads_to_the_built_screens_or_to_the_gallery() {
        check("index.html", Some("ui/dist/index.html"));
        check("styles/tokens.css", Some("ui/dist/styles/tokens.css"));
        check(
            "gallery/views/find.json",
            Some("ui/gallery/views/find.json"),
        );
    }

    #[test]
    fn no_address_leads_out_of_the_screens() {
        for path in [
            "../Cargo.toml",
            "gallery/../Cargo.toml",
            "gallery//etc",
            "..",
            ".git",
            "a\\b",
        ] {
            check(path, None);
        }
    }

    #[test]
    fn the_policy_is_the_one_of_the_window() {
        assert!(policy().contains("'wasm-unsafe-eval'"), "{}", policy());
    }

    #[test]
    fn the_page_loads_the_stand_in_for_the_shell_before_it_starts() {
        let page = with_the_host(include_str!("../../ui/static/index.html"));
        let (host, start) = (page.find("host.js"), page.find("bootstrap.js"));
        assert!(host.is_some() && host < start, "{page}");
    }
}
