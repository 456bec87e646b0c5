//! Says what was found, for people (`Display`) and for programs (`Serialize`).
//!
//! Amounts are strings of base units in JSON: programs must not round them.

use anyhow::{Context as _, Result};
use outpost_light_client::{Statements, Status, VerifiedAccount, VerifiedAt};
use outpost_protocol::{AccountAddress, Amount, statement::Statement};
use serde::Serialize;
use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

/// The answer to `status`.
#[derive(Debug, Serialize)]
pub(super) struct StatusReport {
    network: String,
    height: Option<u64>,
    epoch: Option<u64>,
    header_time_ms: Option<u64>,
    /// Milliseconds since 1970 UTC; null while the tip moves.
    stale_since: Option<u64>,
    /// Connected.
    peers: usize,
    agreeing: u32,
    bytes_in: u64,
    bytes_out: u64,
    requests: u64,
    #[serde(flatten)]
    pub(super) cold_start: Option<ColdStart>,
}

/// The account of `status --account`.
#[derive(Debug, Serialize)]
pub(super) struct ColdStart {
    account: String,
    balance: String,
    devices: u32,
    #[serde(skip)]
    tokens: Amount,
}

/// The answer to `account`.
#[derive(Debug, Serialize)]
pub(super) struct AccountReport {
    address: String,
    balance: String,
    nonce: u64,
    devices: Vec<DeviceReport>,
    newest_statement: Option<u64>,
    /// Whether it was proven just now.
    fresh: bool,
    #[serde(flatten)]
    at: AtReport,
    #[serde(skip)]
    tokens: Amount,
}

#[derive(Debug, Serialize)]
struct DeviceReport {
    device: String,
    cell: Option<String>,
    claimed_ms: u64,
}

/// The answer to `statements`.
#[derive(Debug, Serialize)]
pub(super) struct StatementsReport {
    address: String,
    /// The sum of the statements' totals.
    total: String,
    statements: Vec<StatementReport>,
    #[serde(skip)]
    tokens: Amount,
}

#[derive(Debug, Serialize)]
struct StatementReport {
    epoch: u64,
    page: u32,
    total: String,
    lines: Vec<LineReport>,
    #[serde(flatten)]
    at: AtReport,
    #[serde(skip)]
    tokens: Amount,
}

#[derive(Debug, Serialize)]
struct LineReport {
    device: String,
    resource: String,
    possible: u64,
    claimed: u64,
    accepted: u64,
    losses: Vec<LossReport>,
    /// In thousandths.
    crowd: u32,
    /// In thousandths.
    freshness: u32,
    reward: String,
    #[serde(skip)]
    tokens: Amount,
}

#[derive(Debug, Serialize)]
struct LossReport {
    reason: String,
    units: u64,
    amount: String,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct AtReport {
    height: u64,
    header_time_ms: u64,
    agreeing: u32,
}

impl StatusReport {
    pub(super) fn new(network: String, status: &Status) -> Self {
        let tip = status.tip;
        Self {
            network,
            height: tip.map(|tip| tip.height.0),
            epoch: tip.map(|tip| tip.epoch.0),
            header_time_ms: tip.map(|tip| tip.time.0),
            stale_since: tip.and_then(|tip| tip.stale_since).map(|since| since.0),
            peers: status.peers.len(),
            agreeing: status.agreeing,
            bytes_in: status.bytes_in,
            bytes_out: status.bytes_out,
            requests: status.requests,
            cold_start: None,
        }
    }
}

impl ColdStart {
    pub(super) fn new(account: &VerifiedAccount) -> Self {
        Self {
            account: account.address.to_string(),
            balance: account.account.balance.units().to_string(),
            devices: account.account.devices,
            tokens: account.account.balance,
        }
    }
}

impl AccountReport {
    /// Proven just now.
    pub(super) fn fresh(account: &VerifiedAccount) -> Self {
        Self {
            fresh: true,
            ..Self::stored(account)
        }
    }

    /// Proven earlier.
    pub(super) fn stored(account: &VerifiedAccount) -> Self {
        let devices = account.devices.iter().map(|(key, device)| DeviceReport {
            device: key.to_string(),
            cell: device.cell.map(|cell| cell.to_string()),
            claimed_ms: device.claimed_at.0,
        });
        Self {
            address: account.address.to_string(),
            balance: account.account.balance.units().to_string(),
            nonce: account.account.nonce,
            devices: devices.collect(),
            newest_statement: account.account.newest_statement.map(|id| id.epoch.0),
            fresh: false,
            at: account.at.into(),
            tokens: account.account.balance,
        }
    }
}

impl StatementsReport {
    pub(super) fn new(address: AccountAddress, statements: &Statements) -> Result<Self> {
        let all = &statements.newest_first;
        let totals = all.iter().map(|verified| verified.statement.total);
        let tokens = Amount::checked_sum(totals).context("the sum is too large")?;
        let reports = all
            .iter()
            .map(|verified| StatementReport::new(&verified.statement, verified.at));
        Ok(Self {
            address: address.to_string(),
            total: tokens.units().to_string(),
            statements: reports.collect(),
            tokens,
        })
    }
}

impl StatementReport {
    fn new(statement: &Statement, at: VerifiedAt) -> Self {
        let lines = statement.lines.iter().map(|line| LineReport {
            device: line.device.to_string(),
            resource: format!("{:?}", line.resource).to_lowercase(),
            possible: line.possible,
            claimed: line.claimed,
            accepted: line.accepted,
            losses: line
                .losses
                .iter()
                .map(|loss| LossReport {
                    reason: format!("{:?}", loss.reason),
                    units: loss.units,
                    amount: loss.amount.units().to_string(),
                })
                .collect(),
            crowd: line.multipliers.crowd,
            freshness: line.multipliers.freshness,
            reward: line.reward.units().to_string(),
            tokens: line.reward,
        });
        Self {
            epoch: statement.id.epoch.0,
            page: statement.id.page,
            total: statement.total.units().to_string(),
            lines: lines.collect(),
            at: at.into(),
            tokens: statement.total,
        }
    }
}

impl From<VerifiedAt> for AtReport {
    fn from(at: VerifiedAt) -> Self {
        Self {
            height: at.height.0,
            header_time_ms: at.header_time.0,
            agreeing: at.agreeing_peers,
        }
    }
}

impl fmt::Display for StatusReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "network    {}", self.network)?;
        if let (Some(height), Some(epoch)) = (self.height, self.epoch) {
            writeln!(f, "block      {height}, epoch {epoch}")?;
        }
        if let Some(since) = self.stale_since {
            writeln!(f, "stale      no new block for {} s", seconds_since(since))?;
        }
        writeln!(
            f,
            "peers      {} connected, {} agree",
            self.peers, self.agreeing
        )?;
        if let Some(account) = &self.cold_start {
            writeln!(f, "account    {}", account.account)?;
            writeln!(f, "balance    {}", account.tokens)?;
            writeln!(f, "devices    {}", account.devices)?;
        }
        writeln!(
            f,
            "traffic    {} bytes in, {} bytes out, {} requests",
            self.bytes_in, self.bytes_out, self.requests
        )
    }
}

impl fmt::Display for AccountReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "account    {}", self.address)?;
        writeln!(f, "balance    {}", self.tokens)?;
        writeln!(f, "proven     at block {}", self.at.height)?;
        for device in &self.devices {
            let cell = device.cell.as_deref().unwrap_or("no place yet");
            writeln!(f, "device     {} ({cell})", device.device)?;
        }
        Ok(())
    }
}

impl fmt::Display for StatementsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for statement in &self.statements {
            let tokens = statement.tokens.to_string();
            writeln!(f, "epoch {:<8} {tokens:>20}", statement.epoch)?;
            for line in &statement.lines {
                writeln!(
                    f,
                    "  {} {}: {} of {} units, {}",
                    line.device, line.resource, line.accepted, line.possible, line.tokens
                )?;
                for loss in &line.losses {
                    writeln!(f, "    {} units lost: {}", loss.units, loss.reason)?;
                }
            }
        }
        writeln!(f, "all epochs     {:>20}", self.tokens.to_string())
    }
}

/// Whole seconds from `time`, in milliseconds since 1970 UTC, until now.
pub(super) fn seconds_since(time: u64) -> u64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    now.saturating_sub(time / 1_000)
}
