//! Shows the lines of statements, and finds those that were asked for.

use crate::home::names::DeviceNames;
use outpost_app_api::{
    AppError, EarningsLine, ErrorCode, Freshness, LossKind, LossView, Money, MultipliersView,
    ResourceKind, Scope,
};
use outpost_light_client::VerifiedStatement;
use outpost_protocol::{
    Amount, DeviceKey,
    report::Resource,
    statement::{LossReason, StatementLine},
};

/// Which lines count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    pub(crate) device: Option<DeviceKey>,
    pub(crate) resource: Option<Resource>,
}

impl Selection {
    /// The device and the resource of `scope`.
    ///
    /// # Errors
    /// [`ErrorCode::Malformed`] for an address that is none.
    pub(crate) fn of(scope: &Scope) -> Result<Self, AppError> {
        Ok(Self {
            device: scope.device.as_deref().map(device).transpose()?,
            resource: scope.resource.map(resource),
        })
    }

    pub(crate) fn has(&self, line: &StatementLine) -> bool {
        self.device.is_none_or(|device| device == line.device)
            && self
                .resource
                .is_none_or(|resource| resource == line.resource)
    }

    /// The lines of a statement that count.
    pub(crate) fn lines(
        self,
        verified: &VerifiedStatement,
    ) -> impl Iterator<Item = &StatementLine> {
        let lines = verified.statement.lines.iter();
        lines.filter(move |line| self.has(line))
    }
}

/// The device of an address that the UI sent.
pub(crate) fn device(address: &str) -> Result<DeviceKey, AppError> {
    let malformed = |_| AppError::new(ErrorCode::Malformed);
    address.parse().map_err(malformed)
}

/// A line on its way to the screen.
pub(crate) fn view(
    line: &StatementLine,
    names: &DeviceNames,
    freshness: Freshness,
) -> EarningsLine {
    EarningsLine {
        device: line.device.to_string(),
        device_name: names.of(line.device),
        resource: resource_kind(line.resource),
        possible: line.possible,
        claimed: line.claimed,
        accepted: line.accepted,
        losses: line
            .losses
            .iter()
            .map(|loss| LossView {
                reason: loss_kind(loss.reason),
                units: loss.units,
                amount: money(loss.amount),
            })
            .collect(),
        multipliers: MultipliersView {
            crowd: line.multipliers.crowd,
            freshness: line.multipliers.freshness,
        },
        reward: money(line.reward),
        freshness,
    }
}

/// An amount on its way to the screen.
pub(crate) fn money(amount: Amount) -> Money {
    Money(amount.units())
}

/// A kind of contribution that the UI named.
pub(crate) fn resource(kind: ResourceKind) -> Resource {
    let all = Resource::ALL.into_iter();
    // Each kind is that of one resource, which a test holds.
    all.into_iter()
        .find(|resource| resource_kind(*resource) == kind)
        .unwrap_or(Resource::Coverage)
}

/// A kind of contribution on its way to the screen.
pub(super) fn resource_kind(resource: Resource) -> ResourceKind {
    match resource {
        Resource::Coverage => ResourceKind::Coverage,
        Resource::Storage => ResourceKind::Storage,
        Resource::Compute => ResourceKind::Compute,
        Resource::Sensing => ResourceKind::Sensing,
        Resource::Energy => ResourceKind::Energy,
        Resource::Mapping => ResourceKind::Mapping,
    }
}

/// A reason on its way to the screen.
pub(crate) fn loss_kind(reason: LossReason) -> LossKind {
    match reason {
        LossReason::JoinedDuringEpoch => LossKind::JoinedDuringEpoch,
        LossReason::FewerReadings => LossKind::FewerReadings,
        LossReason::NoLocation => LossKind::NoLocation,
        LossReason::OutOfRange => LossKind::OutOfRange,
        LossReason::NotShown => LossKind::NotShown,
        LossReason::Flawed => LossKind::Flawed,
        LossReason::Disagrees => LossKind::Disagrees,
        LossReason::Stuck => LossKind::Stuck,
        LossReason::Copied => LossKind::Copied,
        LossReason::SameOwner => LossKind::SameOwner,
        LossReason::FewerBeacons => LossKind::FewerBeacons,
        LossReason::NotScheduled => LossKind::NotScheduled,
        LossReason::TooNear => LossKind::TooNear,
        LossReason::ImpossibleSignal => LossKind::ImpossibleSignal,
        LossReason::NotWitnessed => LossKind::NotWitnessed,
        LossReason::ClosedRing => LossKind::ClosedRing,
        LossReason::BeyondCapacity => LossKind::BeyondCapacity,
        LossReason::NoDaylight => LossKind::NoDaylight,
        LossReason::MeterJumped => LossKind::MeterJumped,
        LossReason::FewerSectors => LossKind::FewerSectors,
        LossReason::Dissent => LossKind::Dissent,
        LossReason::NoQuorum => LossKind::NoQuorum,
        LossReason::FewerJobs => LossKind::FewerJobs,
        LossReason::AlreadyFresh => LossKind::AlreadyFresh,
        LossReason::Unconfirmed => LossKind::Unconfirmed,
        LossReason::TooSparse => LossKind::TooSparse,
        LossReason::NotSealed => LossKind::NotSealed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_contribution_is_one_resource() {
        for one in Resource::ALL {
            assert_eq!(resource(resource_kind(one)), one);
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        assert_eq!(device("opd1xyz").unwrap_err().code, ErrorCode::Malformed);
        let key = DeviceKey::Ed25519([7; 32]);
        assert_eq!(device(&key.to_string()), Ok(key));
    }
}
