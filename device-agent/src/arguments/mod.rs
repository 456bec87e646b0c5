//! Reads what is asked of the program.

mod sensor;

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand, ValueEnum};
use outpost_device_agent::{
    board::{self, SensorChoice, WifiService},
    confirmation::{Button, Confirmation},
    runner::BluetoothAdapter,
    simulate::{self, Model, Talks},
};
use outpost_protocol::{NetworkDefinition, practice::Wind};
use std::path::{Path, PathBuf};

/// An Outpost device.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes a device of this board.
    ///
    /// It is set up over serial lines and Bluetooth, joins Wi-Fi through the system's service, and reports
    /// what its sensor measures.
    Run(Run),
    /// Simulates a device on this machine: one with a sensor, or what --kind says.
    ///
    /// It is set up like a real one. What has a serial port has it behind a pseudo-terminal and prints where;
    /// what is set up over Bluetooth needs an adapter. It sees the Wi-Fi networks "Outpost Practice" (takes any password
    /// of at least 8 characters), "Lighthouse" (takes "keep the light on"), "Café am Hafen" (open) and
    /// "Neighbour 5G" (out of reach).
    Simulate(Simulate),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Run {
    /// The network file.
    #[arg(long)]
    network: PathBuf,
    #[command(flatten)]
    common: Common,
    /// A serial line to be set up through, such as /dev/ttyAMA0. May be repeated.
    #[arg(long, value_name = "PATH")]
    serial: Vec<String>,
    /// The device's end of a USB gadget to be set up through, such as /dev/ttyGS0. May be repeated.
    #[arg(long, value_name = "PATH")]
    usb_gadget: Vec<String>,
    /// Be found and set up over Bluetooth.
    #[arg(long)]
    bluetooth: bool,
    /// Which Bluetooth adapter, such as hci0 [default: the first].
    #[arg(long, value_name = "NAME")]
    adapter: Option<String>,
    /// Which service has the Wi-Fi.
    #[arg(long, value_enum, default_value_t = Wifi::Auto)]
    wifi: Wifi,
    /// What to measure with: none, iio (the kernel's first sensor), iio:FOLDER, bthome (the first BTHome
    /// sensor in reach), bthome:ADDRESS, or made-up. A BTHome sensor that encrypts has a key, which
    /// ",key-file=PATH" or ",key=HEX" gives; others on this machine see options, but not such a file.
    #[arg(long, value_parser = sensor::read, default_value = "none")]
    sensor: SensorChoice,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Simulate {
    /// What to simulate.
    #[arg(long, value_enum, default_value_t = Kind::Sensor)]
    kind: Kind,
    /// The network file, of a device that reports.
    #[arg(long)]
    network: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
    /// Where to link the serial port [default: DATA/port].
    #[arg(long)]
    port_link: Option<PathBuf>,
    /// Which Bluetooth adapter, such as hci0 [default: the first].
    #[arg(long, value_name = "NAME")]
    adapter: Option<String>,
    /// Length of the network's epochs, in seconds: the wind of a simulated meter has fifteen gusts in one.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    epoch: u32,
    /// End when the standard input is closed, as it is when whoever started this has ended.
    #[arg(long)]
    pub(crate) until_stdin_closes: bool,
}

/// A device to simulate, with what it needs.
#[derive(Debug)]
pub(crate) enum Simulation {
    /// An Outpost device.
    Sensor(Box<simulate::Options>),
    /// What talks on a port, and where that is linked.
    Talker(Talks, PathBuf),
    /// A stock device, with its folder, its port's link and its name.
    Stock(PathBuf, PathBuf, String),
    /// What is set up over Bluetooth, with its folder and its adapter.
    Hosted(Model, PathBuf, Option<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// An Outpost device with a sensor, set up over a serial port. Needs --network.
    Sensor,
    /// A stock device with Improv on a serial port, which has no key: it can be given Wi-Fi, and not be claimed.
    Improv,
    /// A GPS receiver that is driven around Hamburg, where vans of the practice network see the same.
    Gps,
    /// The smart meter, with DSMR P1, of a wind turbine of 6,000 W. On a practice network neighbours move in
    /// beside the device that reads it, who feel the same gusts.
    Meter,
    /// A Helium hotspot, set up over Bluetooth by gateway-config.
    Hotspot,
    /// An ESP32, set up over Bluetooth by Espressif's unified provisioning. It prints its word.
    Esp,
    /// A device that joins networks by itself, and is claimed over Bluetooth.
    Claim,
}

#[derive(Debug, clap::Args)]
struct Common {
    /// The device's folder: key, readings, reports.
    #[arg(long)]
    data: PathBuf,
    /// How somebody confirms at the device.
    #[arg(long, value_enum, default_value_t = Confirm::Prompt)]
    confirm: Confirm,
    /// The button's input device, such as /dev/input/event0.
    #[arg(long, value_name = "PATH", required_if_eq("confirm", "button"))]
    button: Option<PathBuf>,
    /// What the device calls itself.
    #[arg(long, default_value = "Outpost Sensor")]
    name: String,
    /// The light node's database [default: DATA/light.db].
    #[arg(long)]
    db: Option<PathBuf>,
    /// The port of a smart meter with DSMR P1, such as /dev/ttyUSB0: what it counts is reported as energy.
    #[arg(long, value_name = "PORT")]
    meter: Option<String>,
    /// The port of a GPS receiver, such as /dev/ttyACM0: where it drives, and which access points it
    /// passes, is reported as mapping.
    #[arg(long, value_name = "PORT")]
    gps: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Confirm {
    /// By itself.
    Auto,
    /// By making the file DATA/confirm.
    File,
    /// By typing y and Enter.
    Prompt,
    /// By pressing the button that --button names.
    Button,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wifi {
    /// NetworkManager.
    #[value(name = "networkmanager")]
    NetworkManager,
    /// wpa_supplicant alone.
    #[value(name = "wpa_supplicant")]
    WpaSupplicant,
    /// Whichever runs.
    Auto,
}

impl Run {
    /// Opens what the options name on their own: files and the button.
    pub(crate) fn into_options(self) -> Result<board::Options> {
        let lines = [self.serial, self.usb_gadget].concat();
        if lines.is_empty() && !self.bluetooth {
            bail!("nobody could set this device up: give --bluetooth, --serial or --usb-gadget");
        }
        let adapter = match self.adapter {
            Some(name) => BluetoothAdapter::Named(name),
            None => BluetoothAdapter::First,
        };
        Ok(board::Options {
            network: read_network(&self.network)?,
            database: self.common.database(),
            confirmation: self.common.confirmation()?,
            data: self.common.data,
            name: self.common.name,
            lines,
            bluetooth: self.bluetooth,
            adapter,
            wifi: match self.wifi {
                Wifi::NetworkManager => WifiService::NetworkManager,
                Wifi::WpaSupplicant => WifiService::WpaSupplicant,
                Wifi::Auto => WifiService::Detected,
            },
            sensor: self.sensor,
            meter: self.common.meter,
            gps: self.common.gps,
        })
    }
}

impl Simulate {
    /// Reads the files that the options name.
    pub(crate) fn into_simulation(self) -> Result<Simulation> {
        let common = self.common;
        let port_link = self.port_link.unwrap_or_else(|| common.data.join("port"));
        let port_link = std::path::absolute(port_link)?;
        let data = common.data.clone();
        let hosted = |model| Simulation::Hosted(model, data, self.adapter);
        Ok(match self.kind {
            Kind::Gps => Simulation::Talker(Talks::Position, port_link),
            Kind::Meter => {
                let wind = Wind::of_epochs(u64::from(self.epoch) * 1_000);
                Simulation::Talker(Talks::Energy(wind), port_link)
            }
            Kind::Improv => Simulation::Stock(common.data, port_link, common.name),
            Kind::Hotspot => hosted(Model::Hotspot),
            Kind::Esp => hosted(Model::Esp),
            Kind::Claim => hosted(Model::Claim),
            Kind::Sensor => {
                let Some(network) = &self.network else {
                    bail!("a device that reports needs the network's file: give --network");
                };
                Simulation::Sensor(Box::new(simulate::Options {
                    network: read_network(network)?,
                    port_link,
                    database: common.database(),
                    confirmation: common.confirmation()?,
                    data: common.data,
                    name: common.name,
                    meter: common.meter,
                    gps: common.gps,
                }))
            }
        })
    }
}

impl Common {
    fn database(&self) -> PathBuf {
        let given = self.db.clone();
        given.unwrap_or_else(|| self.data.join("light.db"))
    }

    fn confirmation(&self) -> Result<Confirmation> {
        Ok(match (self.confirm, &self.button) {
            (Confirm::Auto, _) => Confirmation::Automatic,
            (Confirm::File, _) => Confirmation::File(self.data.join("confirm")),
            (Confirm::Prompt, _) => Confirmation::prompt(),
            (Confirm::Button, Some(path)) => Confirmation::Button(open_button(path)?),
            (Confirm::Button, None) => bail!("--confirm button wants --button PATH"),
        })
    }
}

fn read_network(file: &Path) -> Result<NetworkDefinition> {
    let path = file.display();
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the network file {path} cannot be read"))?;
    NetworkDefinition::from_toml(&text)
        .with_context(|| format!("the network file {path} is damaged"))
}

fn open_button(path: &Path) -> Result<Button> {
    Button::open(path).map_err(|error| match error.remedy() {
        Some(remedy) => anyhow::Error::new(error).context(format!("try: {remedy}")),
        None => error.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The unit that is installed.
    const UNIT: &str = include_str!("../../systemd/outpost-device.service");

    fn values(key: &str) -> Vec<&'static str> {
        UNIT.lines()
            .filter_map(|line| line.strip_prefix(key)?.strip_prefix('='))
            .collect()
    }

    #[test]
    fn the_unit_starts_the_program_with_options_that_it_takes() {
        let commands = values("ExecStart");
        let [command] = commands.as_slice() else {
            panic!("one command: {commands:?}");
        };
        assert!(!command.contains('\\'), "on one line");
        let words: Vec<&str> = command.split_whitespace().collect();
        assert!(words[0].ends_with("/outpost-device"));
        let arguments = Arguments::try_parse_from(words).unwrap();
        let Command::Run(run) = arguments.command else {
            panic!("it runs the board");
        };
        assert!(run.bluetooth);
        assert!(run.common.data.starts_with("/var/lib/outpost-device"));
        assert_eq!(values("StateDirectory"), ["outpost-device"]);
        // Without a terminal nobody can type.
        assert_ne!(run.common.confirm, Confirm::Prompt);
    }

    #[test]
    fn the_unit_waits_until_the_program_says_that_it_is_ready() {
        assert_eq!(values("Type"), ["notify"]);
    }

    #[test]
    fn a_device_that_nobody_could_reach_is_refused() {
        let arguments = ["outpost-device", "run", "--network", "n", "--data", "d"];
        let Command::Run(run) = Arguments::parse_from(arguments).command else {
            panic!("it runs the board");
        };
        let error = run.into_options().unwrap_err().to_string();
        assert!(error.contains("--bluetooth"), "{error}");
    }

    #[test]
    fn only_a_simulated_device_that_reports_needs_a_network() {
        let simulation = |kind| {
            let words = ["outpost-device", "simulate", "--data", "d", "--kind", kind];
            let Command::Simulate(simulate) = Arguments::parse_from(words).command else {
                panic!("it simulates");
            };
            simulate.into_simulation()
        };
        for kind in ["improv", "gps", "meter", "hotspot", "esp", "claim"] {
            simulation(kind).unwrap();
        }
        let error = simulation("sensor").unwrap_err().to_string();
        assert!(error.contains("--network"), "{error}");
    }

    #[test]
    fn a_button_has_to_be_named() {
        let arguments = "outpost-device run --network n --data d --bluetooth --confirm button";
        let error = Arguments::try_parse_from(arguments.split(' ')).unwrap_err();
        assert!(error.to_string().contains("--button"), "{error}");
    }
}
