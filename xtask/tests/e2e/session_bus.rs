//! Gives the app a desktop's message bus of its own, and holds the tray's icons as a desktop does.

use crate::window::PATIENCE;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tokio::{
    sync::{Mutex, mpsc},
    time::timeout,
};
use xtask::programs::Background;
use zbus::{
    Connection, Proxy, connection,
    message::Header,
    zvariant::{OwnedObjectPath, OwnedValue, Structure, Value},
};

/// Where a desktop is told of icons for its tray, and under which name.
const WATCHER: (&str, &str) = ("/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher");
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// A bus that nothing of the machine's own desktop is on; it ends when this is dropped.
pub(crate) struct SessionBus {
    address: String,
    home: PathBuf,
    connection: Connection,
    icons: Mutex<mpsc::UnboundedReceiver<Icon>>,
    _daemon: Background,
}

/// An icon that was put into the tray: whose it is, and where.
struct Icon {
    owner: String,
    path: String,
}

/// What stands for the desktop.
struct Watcher(mpsc::UnboundedSender<Icon>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, path: String, #[zbus(header)] header: Header<'_>) {
        let owner = header.sender().unwrap().to_string();
        // Nobody waits for icons any more once the scenario has ended.
        let _ = self.0.send(Icon { owner, path });
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

impl SessionBus {
    /// Starts it; what it keeps is in `folder`, which it empties.
    pub(crate) async fn start(folder: &Path) -> Self {
        let home = folder.join("home");
        let folder = folder.join("bus");
        for folder in [&home, &folder] {
            if folder.exists() {
                fs::remove_dir_all(folder).unwrap();
            }
            fs::create_dir_all(folder).unwrap();
        }
        let settings = folder.join("settings.xml");
        fs::write(&settings, settings_of(&folder.join("socket"))).unwrap();
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--nofork", "--print-address"]);
        daemon.arg(format!("--config-file={}", settings.display()));
        let mut daemon = Background::start(&mut daemon, "bus", &folder).unwrap();
        let address = daemon.first_line(PATIENCE).unwrap();
        let (put, icons) = mpsc::unbounded_channel();
        let (path, name) = WATCHER;
        let builder = connection::Builder::address(address.as_str()).unwrap();
        let served = builder.serve_at(path, Watcher(put)).unwrap();
        Self {
            connection: served.name(name).unwrap().build().await.unwrap(),
            address,
            home,
            icons: Mutex::new(icons),
            _daemon: daemon,
        }
    }

    /// The app as somebody starts it whose desktop this is.
    pub(crate) fn join(&self, mut app: Command) -> Command {
        app.env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .env("HOME", &self.home);
        app
    }

    /// Where the desktop keeps what starts at login.
    pub(crate) fn autostart(&self) -> PathBuf {
        self.home.join(".config/autostart")
    }

    /// The icon that the app puts into the tray next.
    pub(crate) async fn tray(&self) -> Tray {
        let mut icons = self.icons.lock().await;
        let icon = timeout(PATIENCE, icons.recv()).await;
        let Icon { owner, path } = icon.expect("an icon in the tray").unwrap();
        let proxy = async |path: String, interface: &'static str| {
            Proxy::new(&self.connection, owner.clone(), path, interface)
                .await
                .unwrap()
        };
        let item = proxy(path, ITEM).await;
        let menu: OwnedObjectPath = item.get_property("Menu").await.unwrap();
        Tray(proxy(menu.to_string(), MENU).await)
    }
}

/// The settings of a bus that starts nothing by itself.
fn settings_of(socket: &Path) -> String {
    format!(
        r#"<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        socket.display()
    )
}

/// The menu of an icon in the tray.
pub(crate) struct Tray(Proxy<'static>);

/// A line of a menu.
#[derive(Debug)]
struct Line {
    id: i32,
    words: String,
}

impl Tray {
    /// What its lines say.
    pub(crate) async fn says(&self) -> Vec<String> {
        let lines = self.lines().await;
        lines.into_iter().map(|line| line.words).collect()
    }

    /// Chooses the line that says so.
    pub(crate) async fn choose(&self, words: &str) {
        let lines = self.lines().await;
        let line = lines.iter().find(|line| line.words == words);
        let line = line.unwrap_or_else(|| panic!("the menu has no `{words}`: {lines:?}"));
        let chosen = (line.id, "clicked", Value::from(0i32), 0u32);
        self.0.call_method("Event", &chosen).await.unwrap();
    }

    async fn lines(&self) -> Vec<Line> {
        type Node = (
            i32,
            std::collections::HashMap<String, OwnedValue>,
            Vec<OwnedValue>,
        );
        let all = (0i32, -1i32, Vec::<&str>::new());
        let (_, (_, _, lines)): (u32, Node) = self.0.call("GetLayout", &all).await.unwrap();
        lines.iter().map(line).collect()
    }
}

fn line(node: &OwnedValue) -> Line {
    let node: &Structure<'_> = node.downcast_ref().unwrap();
    let [Value::I32(id), Value::Dict(properties), ..] = node.fields() else {
        panic!("{node:?} is no line of a menu");
    };
    let words: Option<&str> = properties.get(&"label").unwrap();
    Line {
        id: *id,
        words: words.unwrap_or_default().to_owned(),
    }
}
