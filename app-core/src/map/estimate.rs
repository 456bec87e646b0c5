//! Estimates what one more device would earn in a cell, and when it has paid for itself.

use super::{known, place, radio};
use crate::{
    app::Core,
    earnings::{self, resource},
    network::freshness_now,
};
use outpost_app_api::{
    AppError, Costs, ErrorCode, EstimatePlace, EstimateView, PaybackView, RangeView,
};
use outpost_protocol::{
    Amount,
    amount::UNITS_PER_TOKEN,
    report::Resource,
    rewards::estimate::{Estimate, Outlook},
};

/// Milliwatts in a kilowatt.
const MILLION: u128 = 1_000_000;

/// What one more device would earn in a cell, from what is proven today.
pub(crate) async fn estimate(core: &Core, call: EstimatePlace) -> Result<EstimateView, AppError> {
    let cell = place::parse(&call.cell)?;
    let kind = resource(call.resource);
    let known = known::network(core).await?;
    let tallies = known::tallies(core, kind, &[cell]).await?;
    let outlook = known
        .today(kind, tallies.get(&cell))
        .outlook()
        .ok_or_else(|| AppError::new(ErrorCode::NothingEarnedYet))?;
    Ok(EstimateView {
        day: range(outlook.day),
        month: range(outlook.month),
        neighbours: outlook.neighbours,
        capacity: known.parameters.cell_capacity,
        first_multiplier: outlook.first_multiplier,
        multiplier: outlook.multiplier,
        epochs: u32::try_from(known.history.len()).unwrap_or(u32::MAX),
        payback: call.costs.and_then(|costs| payback(&outlook, &costs)),
        radio: (kind == Resource::Coverage)
            .then(|| radio::rules_of(cell))
            .flatten(),
        freshness: freshness_now(core, known.at).await,
    })
}

/// `None` where a price or the worth of a token is missing: nothing can be said then.
fn payback(outlook: &Outlook, costs: &Costs) -> Option<PaybackView> {
    let price = in_tokens(costs.price.into(), costs.token).filter(|price| *price > Amount::ZERO)?;
    let a_day = u128::from(costs.milliwatts)
        .checked_mul(24)?
        .checked_mul(costs.kilowatt_hour.into())?
        / MILLION;
    let days = outlook.payback(price, in_tokens(a_day, costs.token)?);
    Some(PaybackView {
        soonest: days.high,
        middle: days.middle,
        latest: days.low,
    })
}

/// Tokens for so much of a currency, if one is worth `token` of it.
fn in_tokens(money: u128, token: u64) -> Option<Amount> {
    money
        .checked_mul(UNITS_PER_TOKEN)?
        .checked_div(token.into())
        .map(Amount::from_units)
}

fn range(estimate: Estimate) -> RangeView {
    RangeView {
        low: earnings::money(estimate.low),
        middle: earnings::money(estimate.middle),
        high: earnings::money(estimate.high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two tokens a day, and twice or half of it.
    fn outlook() -> Outlook {
        let tokens = |low, middle, high| Estimate {
            low: Amount::from_tokens(low),
            middle: Amount::from_tokens(middle),
            high: Amount::from_tokens(high),
        };
        Outlook {
            epoch: tokens(1, 2, 4),
            day: tokens(1, 2, 4),
            month: tokens(30, 60, 120),
            neighbours: 0,
            first_multiplier: 1_000,
            multiplier: 1_000,
        }
    }

    #[track_caller]
    fn check(costs: Costs, expected: Option<[Option<u64>; 3]>) {
        let days = payback(&outlook(), &costs);
        let days = days.map(|days| [days.soonest, days.middle, days.latest]);
        assert_eq!(days, expected, "{costs:?}");
    }

    /// A price of 1 at 0.025 for a token: 40 tokens.
    const COSTS: Costs = Costs {
        price: 100_000_000,
        milliwatts: 0,
        kilowatt_hour: 0,
        token: 2_500_000,
    };

    #[test]
    fn a_device_has_paid_for_itself_after_its_price_in_tokens() {
        check(COSTS, Some([Some(10), Some(20), Some(40)]));
    }

    #[test]
    fn power_takes_its_part_of_each_day() {
        // 104.167 W at 0.01 for a kilowatt hour are 0.025 a day: one token.
        let costs = Costs {
            milliwatts: 104_167,
            kilowatt_hour: 1_000_000,
            ..COSTS
        };
        check(costs, Some([Some(14), Some(41), None]));
    }

    #[test]
    fn without_a_price_or_the_worth_of_a_token_nothing_is_said() {
        check(Costs { price: 0, ..COSTS }, None);
        check(Costs { token: 0, ..COSTS }, None);
        let absurd = Costs {
            price: u64::MAX,
            milliwatts: u64::MAX,
            kilowatt_hour: u64::MAX,
            token: 1,
        };
        check(absurd, None);
    }
}
