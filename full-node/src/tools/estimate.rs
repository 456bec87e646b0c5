//! Estimates what one more device would earn, from a full node's state of today.
//!
//! The state is read from the data folder of a full node that is stopped: a validator's home, or the
//! folder that `outpostd follow` filled.

use crate::{
    chain::home::{HomeError, read_genesis},
    state::{Capacity, Ledger, LedgerError, View},
};
use borsh::BorshDeserialize;
use clap::Args;
use outpost_protocol::{
    Amount, Block, CellId, DeviceKey, Epoch, Height,
    amount::UNITS_PER_TOKEN,
    economy::{EpochSummary, Market},
    genesis::Parameters,
    report::Resource,
    rewards::estimate::{self, COMPARED_DEVICES, Estimate, HISTORY, Today},
    state::{Device, Progress, ReadState, StateKey},
    statement::{Statement, StatementLine},
    tally::{Subject, Tally, TallyId},
    transaction::SignedTransaction,
};
use serde::Serialize;
use std::{fmt, path::PathBuf, str::FromStr};

/// What to estimate.
#[derive(Args)]
pub struct EstimateArguments {
    /// Data folder of a full node that is stopped: a validator's home, or a follower's folder.
    #[arg(long)]
    data: PathBuf,
    /// Where the device would stand: an H3 cell of resolution 8, such as 881f1d4887fffff.
    #[arg(long)]
    cell: CellId,
    /// What it would be: hotspot, disk, computer, sensor, meter or camera, each like the average one.
    #[arg(long)]
    device: DeviceKind,
    /// What it costs, in the currency of your choice.
    #[arg(long, value_parser = money)]
    price: Option<f64>,
    /// Power that it takes, in watts.
    #[arg(long, default_value = "0", value_parser = money)]
    watts: f64,
    /// Price of a kilowatt hour.
    #[arg(long, default_value = "0", value_parser = money)]
    electricity: f64,
    /// What a token is worth.
    #[arg(long, default_value = "1", value_parser = money)]
    token_price: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A kind of device, by the resource that it contributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceKind(pub Resource);

/// An estimate that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum EstimateError {
    /// See [`HomeError`].
    #[error(transparent)]
    Home(#[from] HomeError),
    /// See [`LedgerError`].
    #[error("the node's chain cannot be read; is the node still running?")]
    Ledger(#[from] LedgerError),
    /// A value of the state is missing or does not decode.
    #[error("the state has no value at {0:?} that can be read")]
    Unreadable(StateKey),
    /// Nobody was paid for this resource yet.
    #[error("nobody was paid for {0:?} yet, so nothing is known about it")]
    NothingKnown(Resource),
}

/// What one more device would earn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlook {
    /// Tokens in the next epoch.
    pub epoch: Range,
    /// Tokens in the next day.
    pub day: Range,
    /// Tokens in the next 30 days.
    pub month: Range,
    /// Devices that contribute the same in the cell today.
    pub neighbours: u32,
    /// How the cell scales the device's pay from its second epoch on, in thousandths.
    pub multiplier: u64,
    /// Days until it has paid for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payback_days: Option<Payback>,
}

/// What is reached in nine, five and one of ten cases.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// The 10th percentile.
    pub p10: f64,
    /// The median.
    pub p50: f64,
    /// The 90th percentile.
    pub p90: f64,
}

/// Days; `None` means never.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Payback {
    /// If it earns the least of the range.
    pub p10: Option<u64>,
    /// If it earns the median.
    pub p50: Option<u64>,
    /// If it earns the most.
    pub p90: Option<u64>,
}

/// Makes the estimate and prints it.
pub fn run(arguments: &EstimateArguments) -> anyhow::Result<()> {
    let genesis = read_genesis(&arguments.data)?;
    let ledger = Ledger::open(&arguments.data.join("chain"), &genesis, Capacity::PRACTICE)
        .map_err(EstimateError::from)?;
    let known = Known::read(&ledger, arguments.device.0, arguments.cell)?;
    let outlook = known.outlook(arguments)?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&outlook)?);
    } else {
        print!("{outlook}");
    }
    Ok(())
}

/// What the state knows of a place and a resource.
pub struct Known {
    parameters: Parameters,
    market: Market,
    history: Vec<(Epoch, EpochSummary)>,
    resource: Resource,
    home: Option<Tally>,
    units: Vec<u64>,
}

impl Known {
    /// Reads what is known after the newest final block.
    pub fn read(ledger: &Ledger, resource: Resource, cell: CellId) -> Result<Self, EstimateError> {
        let mut known = ledger.with_final_state(|_, state| {
            let subject = Subject::Cell(cell);
            let home = get(state, StateKey::Tally(TallyId { resource, subject }))?;
            Ok::<_, EstimateError>(Self {
                parameters: require(state, StateKey::Parameters)?,
                market: require(state, StateKey::Market)?,
                history: history(state)?,
                resource,
                home,
                units: Vec::new(),
            })
        })??;
        known.units = known.units_of_others(ledger)?;
        Ok(known)
    }

    /// What the protocol estimates from it.
    pub fn estimate(&self, epochs: u64) -> Result<Estimate, EstimateError> {
        self.today()
            .estimate(epochs)
            .ok_or(EstimateError::NothingKnown(self.resource))
    }

    fn today(&self) -> Today<'_> {
        Today {
            parameters: &self.parameters,
            market: &self.market,
            history: &self.history,
            resource: self.resource,
            home: self.home.as_ref(),
            units: &self.units,
        }
    }

    fn outlook(&self, arguments: &EstimateArguments) -> Result<Outlook, EstimateError> {
        let outlook = self.today().outlook();
        let outlook = outlook.ok_or(EstimateError::NothingKnown(self.resource))?;
        let power = arguments.watts / 1_000.0 * 24.0 * arguments.electricity;
        let in_tokens = |money: f64| amount(money / arguments.token_price);
        let payback = |price| outlook.payback(in_tokens(price), in_tokens(power));
        Ok(Outlook {
            epoch: outlook.epoch.into(),
            day: outlook.day.into(),
            month: outlook.month.into(),
            neighbours: outlook.neighbours,
            multiplier: outlook.multiplier,
            payback_days: arguments.price.map(payback).map(Payback::from),
        })
    }

    /// Accepted units of some devices that reported for the newest settled epoch, read from the
    /// statements that their reports led to.
    fn units_of_others(&self, ledger: &Ledger) -> Result<Vec<u64>, EstimateError> {
        let Some((epoch, _)) = self.history.last() else {
            return Ok(Vec::new());
        };
        let devices = self.reporters(ledger, *epoch)?;
        ledger.with_final_state(|_, state| {
            let mut units = Vec::new();
            for key in devices {
                let Some(device) = get::<Device>(state, StateKey::Device(key))? else {
                    continue;
                };
                let statement = StateKey::Statement(device.owner, device.sheet(*epoch));
                let lines = get::<Statement>(state, statement)?.map_or(Vec::new(), |it| it.lines);
                let is_its = |line: &&StatementLine| {
                    line.device == key && line.resource == self.resource && line.accepted > 0
                };
                units.extend(lines.iter().filter(is_its).map(|line| line.accepted));
            }
            Ok(units)
        })?
    }

    /// Devices that reported this resource for `epoch`, the latest first.
    fn reporters(&self, ledger: &Ledger, epoch: Epoch) -> Result<Vec<DeviceKey>, EstimateError> {
        let mut devices = Vec::new();
        for height in (0..=ledger.final_height().0).rev() {
            let Some(record) = ledger.block(Height(height))? else {
                break;
            };
            let block = Block::decode(&record.block).map_err(LedgerError::from)?;
            if block.header.timestamp < self.parameters.end_of(epoch)
                || devices.len() >= COMPARED_DEVICES
            {
                break;
            }
            devices.extend(block.transactions.iter().filter_map(|transaction| {
                let SignedTransaction::Report(signed) = transaction else {
                    return None;
                };
                let report = &signed.report;
                let is_like = report.epoch == epoch && report.claim.resource() == self.resource;
                is_like.then_some(report.device)
            }));
        }
        devices.truncate(COMPARED_DEVICES);
        Ok(devices)
    }
}

/// The newest settled epochs, the newest last.
fn history(state: &View) -> Result<Vec<(Epoch, EpochSummary)>, EstimateError> {
    let progress: Progress = require(state, StateKey::Progress)?;
    let next = progress.next_to_settle.0;
    let mut history = Vec::new();
    for epoch in (next.saturating_sub(HISTORY as u64)..next).map(Epoch) {
        // An epoch without reports has none.
        if let Some(summary) = get(state, StateKey::Summary(epoch))? {
            history.push((epoch, summary));
        }
    }
    Ok(history)
}

fn get<T: BorshDeserialize>(state: &View, key: StateKey) -> Result<Option<T>, EstimateError> {
    let value = state.read(key.path()).map_err(LedgerError::from)?;
    value
        .map(|bytes| borsh::from_slice(&bytes))
        .transpose()
        .map_err(|_| EstimateError::Unreadable(key))
}

fn require<T: BorshDeserialize>(state: &View, key: StateKey) -> Result<T, EstimateError> {
    get(state, key.clone())?.ok_or(EstimateError::Unreadable(key))
}

fn tokens(amount: Amount) -> f64 {
    amount.units() as f64 / UNITS_PER_TOKEN as f64
}

fn amount(tokens: f64) -> Amount {
    Amount::from_units((tokens * UNITS_PER_TOKEN as f64) as u128)
}

/// A sum of money, or watts: not negative.
fn money(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("{text:?} is no number"))?;
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err(format!("{text} is below 0"))
    }
}

impl From<Estimate> for Range {
    fn from(estimate: Estimate) -> Self {
        Self {
            p10: tokens(estimate.low),
            p50: tokens(estimate.middle),
            p90: tokens(estimate.high),
        }
    }
}

impl From<estimate::Payback> for Payback {
    fn from(days: estimate::Payback) -> Self {
        Self {
            p10: days.low,
            p50: days.middle,
            p90: days.high,
        }
    }
}

impl FromStr for DeviceKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text {
            "hotspot" => Resource::Coverage,
            "disk" => Resource::Storage,
            "computer" => Resource::Compute,
            "sensor" => Resource::Sensing,
            "meter" => Resource::Energy,
            "camera" => Resource::Mapping,
            other => {
                return Err(format!(
                    "{other:?} is no kind of device; there are hotspot, disk, computer, sensor, meter and camera"
                ));
            }
        }))
    }
}

impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} devices contribute the same there; with one more, each unit is paid {:.1} %.",
            self.neighbours,
            self.multiplier as f64 / 10.0
        )?;
        writeln!(
            f,
            "tokens         9 of 10 earn more          median   1 of 10 earns more"
        )?;
        for (name, range) in [
            ("epoch", self.epoch),
            ("day", self.day),
            ("30 days", self.month),
        ] {
            let Range { p10, p50, p90 } = range;
            writeln!(f, "{name:<8} {p10:>22.8} {p50:>15.8} {p90:>20.8}")?;
        }
        let Some(days) = self.payback_days else {
            return Ok(());
        };
        let told = |days: Option<u64>| match days {
            None => "never".to_owned(),
            Some(1) => "1 day".to_owned(),
            Some(days) => format!("{days} days"),
        };
        writeln!(
            f,
            "Has paid for itself: {} (median), {} if it earns little, {} if it earns much.",
            told(days.p50),
            told(days.p10),
            told(days.p90)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::generator::generate_chain;

    #[tokio::test]
    async fn an_estimate_from_a_chain_is_near_what_others_are_paid_there() {
        let folder = tempfile::tempdir().unwrap();
        let chain = generate_chain(folder.path(), 200).unwrap();
        let cell = "881f1d4887fffff".parse().unwrap();
        let known = Known::read(chain.node.ledger(), Resource::Sensing, cell).unwrap();
        assert!(!known.units.is_empty());
        let estimate = known.estimate(1).unwrap();
        assert!(estimate.low <= estimate.middle && estimate.middle <= estimate.high);
        let (_, newest) = known.history.last().unwrap();
        let sensing = newest.resources[Resource::Sensing.index()];
        let average = tokens(sensing.paid) / f64::from(sensing.paid_reports);
        // One more takes its part, and a place where nobody is pays more at first.
        let ratio = tokens(estimate.middle) / average;
        assert!((0.5..2.5).contains(&ratio), "{ratio}");
        let unknown = Known::read(chain.node.ledger(), Resource::Energy, cell).unwrap();
        assert!(matches!(
            unknown.estimate(1),
            Err(EstimateError::NothingKnown(Resource::Energy))
        ));
    }

    #[test]
    fn sums_of_money_are_not_negative_and_devices_have_names() {
        assert_eq!(money("12.5"), Ok(12.5));
        assert!(
            ["-1", "NaN", "inf", "much"]
                .iter()
                .all(|text| money(text).is_err())
        );
        assert_eq!("meter".parse(), Ok(DeviceKind(Resource::Energy)));
        assert!("toaster".parse::<DeviceKind>().is_err());
    }
}
