//! Opens pages in Chromium, at any size and in either theme, and asks the page things.

use crate::window::{Window, connect, free_port};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use http::Method;
use serde_json::{Value, json};
use std::{path::Path, process::Command};
use url::{ParseError, Url};
use xtask::programs::Background;

/// The same picture each time: nothing moves, a pixel is a pixel, and text has one way of smoothing.
const SWITCHES: &[&str] = &[
    "--headless=new",
    "--window-size=1280,900",
    // As root, where tests often run, Chromium has no sandbox; it opens nothing but this machine's pages.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--lang=en-GB",
];

/// A width and height that screens must work at, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

pub(crate) const PHONE: Size = Size {
    width: 390,
    height: 844,
};
pub(crate) const DESKTOP: Size = Size {
    width: 1280,
    height: 800,
};

/// A command of Chromium's own protocol.
#[derive(Debug)]
struct Devtools(Value);

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

impl Window {
    /// Opens an empty page in Chromium.
    pub(crate) async fn chromium(name: &str, folder: &Path) -> Self {
        let port = free_port();
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}"));
        let driver = Background::start(&mut driver, name, folder).unwrap();
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".into(), json!({ "args": SWITCHES }));
        let client = connect(port, capabilities).await;
        Self::new(client, driver)
    }

    /// Goes to another page.
    pub(crate) async fn open_page(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Gives the page another size.
    pub(crate) async fn resize(&self, size: Size) {
        let metrics = json!({
            "width": size.width, "height": size.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// What a function body of the page's own language returns.
    pub(crate) async fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// What a function body calls its last argument back with.
    pub(crate) async fn ask_and_wait(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(script, arguments).await.unwrap()
    }

    /// Runs a script at the beginning of every page from now on.
    pub(crate) async fn begin_pages_with(&self, script: &str) {
        let source = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let command = Devtools(json!({ "cmd": command, "params": parameters }));
        self.client.issue_cmd(command).await.unwrap()
    }
}
