//! Drives the app's window as a person would: finds, clicks, writes, looks.

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    error::CmdError,
    wd::Capabilities,
};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use std::{
    cell::Cell,
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};
use xtask::{programs::Background, screens::PICTURES, workspace};

/// How long anything may take that is no epoch, joining a Wi-Fi, a block, a proof, where other programs
/// want the processor as well.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
/// Keys, as WebDriver names them.
pub(crate) const TAB: char = '\u{e004}';
const SPACE: char = ' ';
/// The hook of what has the focus and can be used.
const FOCUSED: &str = "const at = document.activeElement;
    return at?.ariaDisabled ? 'busy' : (at?.dataset?.test ?? at?.tagName)";
/// Sizes that every screen must be usable at.
const SIZES: [(u32, u32); 2] = [(1280, 800), (390, 844)];

/// The app's window, and the program that drives it.
pub(crate) struct Window {
    pub(crate) client: Client,
    pub(crate) driver: Background,
    pub(crate) clicks: Cell<u32>,
    /// Whether pictures of its screens are kept; of one walk through the app they are enough.
    pub(crate) pictures: Cell<bool>,
}

impl Window {
    /// Starts `app`, a command with its environment, and waits for its page.
    pub(crate) async fn open(app: &Command, folder: &Path) -> Self {
        let port = free_port();
        let mut driver = Command::new("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        driver.envs(
            app.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let driver = Background::start(&mut driver, "window", folder).unwrap();

        let arguments: Vec<_> = app.get_args().map(|word| word.to_str()).collect();
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "webkitgtk:browserOptions".into(),
            json!({ "binary": app.get_program().to_str(), "args": arguments }),
        );
        let client = connect(port, capabilities).await;
        Self::new(client, driver)
    }

    pub(crate) fn new(client: Client, driver: Background) -> Self {
        Self {
            client,
            driver,
            clicks: Cell::new(0),
            pictures: Cell::new(false),
        }
    }

    /// Ends the app at once, as a crash or a power cut would.
    pub(crate) fn kill(self) {
        let apps = children_of(self.driver.id());
        assert!(!apps.is_empty(), "the driver has no child to kill");
        for app in apps {
            kill_process(app, Signal::KILL).unwrap();
        }
    }

    /// Waits until the app has ended by itself.
    pub(crate) async fn wait_for_its_end(self) {
        let begun = Instant::now();
        while !children_of(self.driver.id()).is_empty() {
            assert!(begun.elapsed() < PATIENCE, "the app does not end");
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Closes the window.
    pub(crate) async fn close(self) {
        self.client.close().await.unwrap();
    }

    /// Waits for the element with this hook.
    pub(crate) async fn find(&self, hook: &str) -> Element {
        let selector = format!("[data-test=\"{hook}\"]");
        let begun = Instant::now();
        loop {
            match self.client.find(Locator::Css(&selector)).await {
                Ok(element) => return element,
                Err(error) if begun.elapsed() > PATIENCE => {
                    let picture = self.capture_failure().await;
                    panic!("`{hook}` is not on the screen, see {picture}: {error}");
                }
                Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
            }
        }
    }

    /// Clicks the element with this hook, once it is there and can be clicked.
    pub(crate) async fn click(&self, hook: &str) {
        let begun = Instant::now();
        loop {
            let element = self.find(hook).await;
            if self.could_click(&element).await {
                return;
            }
            if begun.elapsed() > PATIENCE {
                let picture = self.capture_failure().await;
                panic!("`{hook}` cannot be clicked, see {picture}");
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Writes into the field with this hook.
    pub(crate) async fn write(&self, hook: &str, text: &str) {
        while is_stale(self.find(hook).await.send_keys(text).await) {}
        self.count_click();
    }

    /// Clicks the element with this hook if it is there and can be clicked just now.
    pub(crate) async fn try_click(&self, hook: &str) {
        let selector = format!("[data-test=\"{hook}\"]");
        if let Ok(element) = self.client.find(Locator::Css(&selector)).await {
            self.could_click(&element).await;
        }
    }

    /// Whether a click was taken. Between finding and clicking, the screen may be drawn anew.
    async fn could_click(&self, element: &Element) -> bool {
        let is_busy = element.attr("aria-disabled").await.ok().flatten();
        let can_be = element.is_enabled().await.unwrap_or(false) && is_busy.is_none();
        if can_be && element.click().await.is_ok() {
            self.count_click();
            return true;
        }
        // It may lie below the navigation, which covers a part of the page.
        let centre = "arguments[0].scrollIntoView({ block: 'center' })";
        if let Ok(element) = serde_json::to_value(element) {
            let _ = self.client.execute(centre, vec![element]).await;
        }
        false
    }

    /// Empties the field with this hook.
    pub(crate) async fn clear(&self, hook: &str) {
        while is_stale(self.find(hook).await.clear().await) {}
    }

    /// A click, or a tap on a field to write into.
    fn count_click(&self) {
        self.clicks.set(self.clicks.get() + 1);
    }

    /// What the elements say that a selector finds, in their order on the screen.
    pub(crate) async fn texts(&self, selector: &str) -> Vec<String> {
        self.of_each(selector, "element.innerText.trim()").await
    }

    /// An attribute of the elements that a selector finds, empty where one has none.
    pub(crate) async fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let value = format!("element.getAttribute('{name}') ?? ''");
        self.of_each(selector, &value).await
    }

    /// What an expression of the page's own language gives for each `element` that a selector finds. All are
    /// read at one moment, because the screen may be drawn anew at any.
    async fn of_each(&self, selector: &str, value: &str) -> Vec<String> {
        let script = format!(
            "return Array.from(document.querySelectorAll(arguments[0]), (element) => {value})"
        );
        let values = self.ask(&script, vec![selector.into()]).await;
        serde_json::from_value(values).unwrap()
    }

    /// An attribute of the element with this hook.
    pub(crate) async fn attribute(&self, hook: &str, name: &str) -> String {
        let begun = Instant::now();
        loop {
            if let Ok(Some(value)) = self.find(hook).await.attr(name).await {
                return value;
            }
            assert!(begun.elapsed() < PATIENCE, "`{hook}` has no `{name}`");
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// An amount of base units.
    pub(crate) async fn units(&self, hook: &str) -> u128 {
        self.attribute(hook, "data-units").await.parse().unwrap()
    }

    /// Whether there is an element with this hook just now.
    pub(crate) async fn shows(&self, hook: &str) -> bool {
        let selector = format!("[data-test=\"{hook}\"]");
        self.client.find(Locator::Css(&selector)).await.is_ok()
    }

    /// Presses a key, without a look at what has the focus.
    pub(crate) async fn press(&self, key: char) {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Goes to the element with this hook from one to the next, once it is there and can be used.
    pub(crate) async fn tab_to(&self, hook: &str) {
        let begun = Instant::now();
        let mut visited = Vec::new();
        while begun.elapsed() < PATIENCE {
            let focused = self.ask(FOCUSED, Vec::new()).await;
            let focused = focused.as_str().unwrap_or_default();
            if focused == hook {
                return;
            }
            visited.push(focused.to_owned());
            self.press(TAB).await;
        }
        let picture = self.capture_failure().await;
        panic!("the tabulator does not lead to `{hook}`, but to {visited:?}; see {picture}");
    }

    /// Does what a click does, by keys alone.
    pub(crate) async fn press_on(&self, hook: &str) {
        self.tab_to(hook).await;
        self.press(SPACE).await;
    }

    /// Writes into a field that was reached by keys alone.
    pub(crate) async fn type_into(&self, hook: &str, text: &str) {
        self.tab_to(hook).await;
        for letter in text.chars() {
            self.press(letter).await;
        }
    }

    /// Waits until an attribute is as wanted.
    pub(crate) async fn wait(
        &self,
        limit: Duration,
        hook: &str,
        name: &str,
        wanted: impl Fn(&str) -> bool,
    ) {
        let begun = Instant::now();
        loop {
            let value = self.attribute(hook, name).await;
            if wanted(&value) {
                return;
            }
            if begun.elapsed() > limit {
                let picture = self.capture_failure().await;
                panic!("`{name}` of `{hook}` is still `{value}` after {limit:?}, see {picture}");
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Waits until the wizard is at a step and at rest.
    pub(crate) async fn wait_for_step(&self, step: &str) {
        self.wait(PATIENCE, "wizard", "data-step", |now| now == step)
            .await;
        self.wait(PATIENCE, "wizard", "data-working", str::is_empty)
            .await;
    }

    /// Saves the screen at every size it must be usable at.
    pub(crate) async fn capture(&self, name: &str) {
        if !self.pictures.get() {
            return;
        }
        for (width, height) in SIZES {
            self.client.set_window_size(width, height).await.unwrap();
            // The page lays itself out anew, and fades things in.
            tokio::time::sleep(Duration::from_millis(400)).await;
            self.capture_as_it_is(&format!("{name}-{width}")).await;
        }
        let (width, height) = SIZES[0];
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// Saves the screen for whoever looks into a failure; says under which name.
    async fn capture_failure(&self) -> String {
        let thread = thread::current();
        let test = thread.name().and_then(|name| name.rsplit("::").next());
        let name = format!("failed-{}", test.unwrap_or("test"));
        self.capture_as_it_is(&name).await;
        format!("{name}.png")
    }

    async fn capture_as_it_is(&self, name: &str) {
        let folder = screens();
        fs::create_dir_all(&folder).unwrap();
        let picture = self.client.screenshot().await.unwrap();
        fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }
}

/// Whether what was to be done with an element was not, because the screen was drawn anew since it was found.
fn is_stale(done: Result<(), CmdError>) -> bool {
    match done {
        Ok(()) => false,
        Err(error) if error.is_stale_element_reference() => true,
        Err(error) => panic!("{error}"),
    }
}

/// Where the pictures go.
pub(crate) fn screens() -> PathBuf {
    workspace::target().join(PICTURES)
}

/// Asks a driver for a window, once it listens.
pub(crate) async fn connect(port: u16, capabilities: Capabilities) -> Client {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    let address = format!("http://127.0.0.1:{port}");
    let begun = Instant::now();
    loop {
        match builder.connect(&address).await {
            Ok(client) => return client,
            // The driver listens a moment after it was started.
            Err(_) if begun.elapsed() < PATIENCE => tokio::time::sleep(BETWEEN_LOOKS).await,
            Err(error) => panic!("the window does not open: {error}"),
        }
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// The processes that `parent` started and that have not ended.
fn children_of(parent: u32) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let id: i32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
        let ended = status.lines().any(|line| line.starts_with("State:\tZ"));
        (line.trim() == parent.to_string() && !ended).then_some(Pid::from_raw(id)?)
    });
    processes.collect()
}
